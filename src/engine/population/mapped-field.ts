/** How one input, member field or extra column gets its value from a source row. */
import { absent, type Environment, type Expression, isProblem, readScalar, readScalarText, type ScalarValue } from '../feel/index.ts';
import { dateText } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import type { Problem } from '../model/problem.ts';
import { CalendarDate, type Context, Null, type Value } from '../model/value.ts';
import type { ScalarInput, ScalarType } from '../model/value-type.ts';
import { type LinearForm, linearForm } from './linear-form.ts';
import type { NullTexts } from './null-texts.ts';

/** Why a row is refused, and at which column. */
export class CellRefusal {
  readonly column: string;
  readonly reason: string;
  readonly expected: string;
  constructor(of: { readonly column: string; readonly reason: string; readonly expected: string }) {
    this.column = of.column;
    this.reason = of.reason;
    this.expected = of.expected;
  }
}

/** A row as fields see it. `members` are the unit's mapped members, made when they are first asked for. */
export type SourceRow = { text(column: number): string; members(): readonly Context[] };

/** What a field's value is made of. `column`, `columns`: numbers of source columns. */
export type FieldSource =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'column'; readonly column: number; readonly nulls: NullTexts }
  | {
      readonly kind: 'expression';
      readonly columns: readonly number[];
      readonly readsMembers: boolean;
      /** Where it is no more than a sum of columns. */
      readonly linear?: LinearForm;
      readonly nulls: NullTexts;
    };

export type MappedField = {
  readonly name: string;
  readonly type: ScalarInput;
  readonly from: FieldSource;
  read(row: SourceRow): ScalarValue | CellRefusal;
};

/** A column of the source file. `type` is the declared one, for expressions. */
export type SourceColumn = { readonly name: string; readonly index: number; readonly type: ScalarType };

type Target = { readonly name: string; readonly type: ScalarInput };

/** A field that is one column, read as the field's own type without any expression. */
export const columnField = ({ name, type }: Target, column: SourceColumn, nulls: NullTexts): MappedField => {
  const missing = absent(name);
  const nothing = new CellRefusal({ column: column.name, reason: `there is no value for "${name}"`, expected: 'a value' });
  const read = (row: SourceRow): ScalarValue | CellRefusal => {
    const text = row.text(column.index);
    const value = nulls.hasText(text) ? missing : readScalarText(type, text, name);
    if (isProblem(value)) return refusalOf(column.name, value);
    return value instanceof Null && type.nullable !== true ? nothing : value;
  };
  return { name, type, from: { kind: 'column', column: column.index, nulls }, read };
};

/** A field that may be missing and is not mapped. */
export const absentField = ({ name, type }: Target): MappedField => {
  const missing = absent(name);
  return { name, type, from: { kind: 'nothing' }, read: () => missing };
};

/** A field that an expression gives. `columns` by name; `list` is the name that stands for the members. */
export const expressionField = (
  { name, type }: Target,
  expression: Expression,
  {
    columns,
    list,
    nulls,
  }: { readonly columns: ReadonlyMap<string, SourceColumn>; readonly list?: string | undefined; readonly nulls: NullTexts },
): MappedField => {
  const read = (row: SourceRow): ScalarValue | CellRefusal => {
    const cells = new CellEnvironment(row, columns, list, nulls);
    const value = expression.evaluate(cells);
    return cells.refusal ?? checkedValue(name, type, value);
  };
  const readsMembers = list !== undefined && expression.reads.includes(list);
  const columnNumbers = expression.reads.flatMap((read) => columns.get(read)?.index ?? []);
  const linear = linearForm(expression.syntax, columns);
  const from = { kind: 'expression', columns: columnNumbers, readsMembers, nulls, ...(linear === undefined ? {} : { linear }) } as const;
  return { name, type, from, read };
};

/** Gives an expression its columns. A cell that does not fit its declared type is kept as the row's refusal. */
class CellEnvironment implements Environment {
  refusal: CellRefusal | undefined;
  private readonly row: SourceRow;
  private readonly columns: ReadonlyMap<string, SourceColumn>;
  private readonly list: string | undefined;
  private readonly nulls: NullTexts;

  constructor(row: SourceRow, columns: ReadonlyMap<string, SourceColumn>, list: string | undefined, nulls: NullTexts) {
    this.row = row;
    this.columns = columns;
    this.list = list;
    this.nulls = nulls;
  }

  lookup(name: string): Value {
    if (name === this.list) return this.row.members();
    const column = this.columns.get(name);
    if (column === undefined) throw new Error(`an expression asks for ${name}, which is no column`);
    const text = this.row.text(column.index);
    const value = this.nulls.hasText(text) ? absent(name) : readScalarText(column.type, text, name);
    if (!isProblem(value)) return value;
    this.refusal ??= refusalOf(column.name, value);
    return absent(name);
  }
}

const refusalOf = (column: string, { message, expected, suggestion }: Problem): CellRefusal =>
  new CellRefusal({ column, reason: suggestion === undefined ? message : `${message}; ${suggestion}`, expected: expected ?? '' });

/** What an expression gave, held against the type of what it is for. */
const checkedValue = (name: string, type: ScalarInput, value: Value): ScalarValue | CellRefusal => {
  if (value instanceof Null) {
    if (type.nullable === true) return value;
    return new CellRefusal({ column: name, reason: `the expression has no value: ${value.cause.message}`, expected: 'a value' });
  }
  const given = value instanceof CalendarDate ? dateText(value) : value;
  if (typeof given === 'object' && !(given instanceof Exact)) {
    return new CellRefusal({ column: name, reason: 'the expression gave a list or a context', expected: 'one value' });
  }
  const read = readScalar(type, given, name);
  return isProblem(read) ? refusalOf(name, read) : read;
};
