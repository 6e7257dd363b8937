/** Arithmetic of a mapping that is a sum of columns, each times a constant: "income / 12", "(wages + rent) * 12 - 100". */
import type { Typed } from '../feel/typed.ts';
import { Exact } from '../model/exact.ts';
import type { DecimalType, IntegerType, ScalarType } from '../model/value-type.ts';

export type LinearForm = {
  readonly terms: readonly { readonly column: number; readonly type: DecimalType | IntegerType; readonly factor: Exact }[];
  readonly constant: Exact;
};

type Columns = ReadonlyMap<string, { readonly index: number; readonly type: ScalarType }>;

const constantForm = (constant: Exact): LinearForm => ({ terms: [], constant });

/** Undefined for any other expression. A column that takes part with zero is kept: it may be missing. */
export const linearForm = (syntax: Typed, columns: Columns): LinearForm | undefined => {
  switch (syntax.node) {
    case 'literal':
      return syntax.value instanceof Exact ? constantForm(syntax.value) : undefined;
    case 'name': {
      const column = columns.get(syntax.name);
      if (column === undefined || (column.type.type !== 'decimal' && column.type.type !== 'integer')) return undefined;
      return { terms: [{ column: column.index, type: column.type, factor: Exact.ONE }], constant: Exact.ZERO };
    }
    case 'negate':
      return times(linearForm(syntax.of, columns), Exact.ONE.negate());
    case 'arithmetic':
      return combined(syntax.operator, linearForm(syntax.left, columns), linearForm(syntax.right, columns));
    default:
      return undefined;
  }
};

const combined = (operator: string, left: LinearForm | undefined, right: LinearForm | undefined): LinearForm | undefined => {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '+':
      return sum(left, right);
    case '-':
      return sum(left, times(right, Exact.ONE.negate()) as LinearForm);
    case '*':
      return right.terms.length === 0 ? times(left, right.constant) : left.terms.length === 0 ? times(right, left.constant) : undefined;
    case '/':
      return right.terms.length === 0 ? times(left, Exact.ONE.divide(right.constant)) : undefined;
    default:
      return undefined;
  }
};

const sum = (left: LinearForm, right: LinearForm): LinearForm => ({
  terms: [...left.terms, ...right.terms],
  constant: left.constant.add(right.constant),
});

const times = (form: LinearForm | undefined, factor: Exact | undefined): LinearForm | undefined =>
  form === undefined || factor === undefined
    ? undefined
    : {
        terms: form.terms.map((term) => ({ ...term, factor: term.factor.multiply(factor).reduced() })),
        constant: form.constant.multiply(factor),
      };
