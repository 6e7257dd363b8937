/**
 * Conformance mode's checker: names are resolved, and everything that depends on the kinds of values is left to when it runs.
 * Only mistakes of syntax are problems; what has no meaning becomes a null that says why.
 */
import { Exact } from '../../../model/exact.ts';
import { assertNever } from '../../../model/problem.ts';
import { toDecimal34 } from '../../decimal34.ts';
import type { Dynamic } from '../../dynamic.ts';
import type { Syntax } from '../../syntax.ts';
import { parseAtLiteral } from '../../temporal/at-literal.ts';
import { BOOLEAN, UNKNOWN } from '../../type.ts';
import type { Typed } from '../../typed.ts';
import { check } from '../check.ts';
import { typeOfSyntax } from '../check-type.ts';
import { bind, type Checker, newSlot, shortName } from '../checker.ts';
import { resolveCall, resolveFunction, resolveInvoke } from './resolve-function.ts';
import { resolveFor, resolveQuantified } from './resolve-iteration.ts';
import { dynamic, meaningless, resolveName } from './resolve-name.ts';
import { rangeOfTest, resolveIn } from './resolve-test.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;

export const resolve = (checker: Checker, syntax: Syntax): Typed => {
  const { range } = syntax;
  const part = (inner: Syntax): Typed => checker.check(checker, inner);
  const leftTo = (meaning: Dynamic<Typed>): Typed => dynamic(range, meaning);
  switch (syntax.node) {
    case 'text':
    case 'boolean':
    case 'null':
    case 'missing':
    case 'unsupported':
      return check(checker, syntax);
    case 'number':
      return rounded(check(checker, syntax));
    case 'at': {
      const value = parseAtLiteral(syntax.text);
      if (value !== undefined) return { range, node: 'literal', type: UNKNOWN, value };
      return meaningless(range, `${JSON.stringify(syntax.text)} is no date, time or duration`);
    }
    case 'name':
      return resolveName(checker, range, syntax.name);
    case 'sign':
      return syntax.negative ? leftTo({ form: 'negate', of: part(syntax.of) }) : part(syntax.of);
    case 'arithmetic':
      return leftTo({ form: 'arithmetic', operator: syntax.operator, left: part(syntax.left), right: part(syntax.right) });
    case 'compare':
      return leftTo({ form: 'compare', operator: syntax.operator, left: part(syntax.left), right: part(syntax.right) });
    case 'and':
    case 'or':
      return { range, node: syntax.node, type: BOOLEAN, left: part(syntax.left), right: part(syntax.right) };
    case 'between':
      return leftTo({ form: 'between', of: part(syntax.of), low: part(syntax.low), high: part(syntax.high) });
    case 'in':
      return resolveIn(checker, syntax);
    case 'if':
      return leftTo({ form: 'if', condition: part(syntax.condition), then: part(syntax.then), otherwise: part(syntax.otherwise) });
    case 'for':
      return resolveFor(checker, syntax);
    case 'quantified':
      return resolveQuantified(checker, syntax);
    case 'path':
      return leftTo({ form: 'path', of: part(syntax.of), field: syntax.field });
    case 'filter':
      return resolveFilter(checker, syntax);
    case 'call':
      return resolveCall(checker, syntax);
    case 'invoke':
      return resolveInvoke(checker, syntax);
    case 'function':
      return resolveFunction(checker, syntax);
    case 'instance-of':
      return resolveInstanceOf(checker, syntax);
    case 'list':
      return { range, node: 'list', type: UNKNOWN, items: syntax.items.map(part) };
    case 'context':
      return resolveContext(checker, syntax);
    case 'interval': {
      const { lowClosed, highClosed } = syntax;
      return { range, node: 'range', type: UNKNOWN, low: part(syntax.low), high: part(syntax.high), lowClosed, highClosed };
    }
    case 'comparison-test':
      return rangeOfTest(range, syntax.operator, part(syntax.right));
    default:
      return assertNever(syntax);
  }
};

const rounded = (typed: Typed): Typed =>
  typed.node === 'literal' && typed.value instanceof Exact ? { ...typed, value: toDecimal34(typed.value) } : typed;

const resolveFilter = (checker: Checker, { range, of, condition }: Of<'filter'>): Typed => {
  const list = of.node === 'name' ? resolveName(checker, of.range, of.name, true) : checker.check(checker, of);
  const slot = newSlot(checker);
  const inner = bind(checker, { name: 'item', slot, type: UNKNOWN, opened: true });
  return dynamic(range, { form: 'filter', of: list, slot, condition: checker.check(inner, condition) });
};

const resolveInstanceOf = (checker: Checker, { range, of, type }: Of<'instance-of'>): Typed => {
  let strange = '';
  const tested = typeOfSyntax(type, checker.types, ({ name }) => {
    strange = name;
  });
  if (tested === undefined) return meaningless(range, `unknown type ${shortName(strange)}`);
  return { range, node: 'instance-of', type: BOOLEAN, of: checker.check(checker, of), tested };
};

/** An entry is a name for those after it, and a function is one for itself. */
const resolveContext = (checker: Checker, { range, entries }: Of<'context'>): Typed => {
  const keys = new Set<string>();
  let inner = checker;
  const typed = entries.map(({ key, value }) => {
    keys.add(key);
    const slot = newSlot(checker);
    const around = inner;
    inner = bind(inner, { name: key, slot, type: UNKNOWN });
    const entry = value.node === 'function' ? resolveFunction(inner, value, slot) : checker.check(around, value);
    return { key, slot, value: entry };
  });
  if (keys.size < entries.length) return meaningless(range, 'a key of the context stands twice');
  return { range, node: 'context', type: UNKNOWN, entries: typed };
};
