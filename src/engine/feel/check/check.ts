/** From what was written to what it means: resolves names and overloads, gives each node its type, reports every mistake. */
import { Exact } from '../../model/exact.ts';
import { assertNever } from '../../model/problem.ts';
import { nullOf } from '../null-of.ts';
import type { Syntax } from '../syntax.ts';
import { isDurationType } from '../temporal/arithmetic-type.ts';
import { parseAtLiteral } from '../temporal/at-literal.ts';
import { isDocumentDate } from '../temporal/document-years.ts';
import { BOOLEAN, type FeelType, listOf, NULL, NUMBER, rangeOf, typeText, UNKNOWN } from '../type.ts';
import { unify, unifyAll } from '../type-relation.ts';
import type { Typed } from '../typed.ts';
import { typeOfValue } from '../value-type.ts';
import { checkCall } from './check-call.ts';
import { checkArguments, checkFunction, checkInvoke } from './check-function.ts';
import { checkFor, checkQuantified } from './check-iteration.ts';
import { checkArithmetic, checkCompare, comparison } from './check-operator.ts';
import { checkFilter, checkName, checkPath } from './check-path.ts';
import { checkBetween, checkIn } from './check-test.ts';
import { bind, broken, type Checker, keyHint, needs, newSlot, report } from './checker.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;

export const check = (checker: Checker, syntax: Syntax): Typed => {
  const { range } = syntax;
  switch (syntax.node) {
    case 'number':
      return checkNumber(checker, syntax);
    case 'text':
      return { range, node: 'literal', type: { kind: 'string', values: [syntax.value] }, value: syntax.value };
    case 'boolean':
      return { range, node: 'literal', type: BOOLEAN, value: syntax.value };
    case 'null':
      return {
        range,
        node: 'literal',
        type: NULL,
        value: nullOf('literal', 'null', 'null is written in the rule'),
      };
    case 'at':
      return checkAt(checker, syntax);
    case 'name':
      return checkName(checker, syntax);
    case 'sign':
      return checkSign(checker, syntax);
    case 'arithmetic':
      return checkArithmetic(checker, syntax);
    case 'compare':
      return checkCompare(checker, syntax);
    case 'and':
    case 'or':
      return checkLogic(checker, syntax);
    case 'between':
      return checkBetween(checker, syntax);
    case 'in':
      return checkIn(checker, syntax);
    case 'if':
      return checkIf(checker, syntax);
    case 'for':
      return checkFor(checker, syntax);
    case 'quantified':
      return checkQuantified(checker, syntax);
    case 'path':
      return checkPath(checker, syntax);
    case 'filter':
      return checkFilter(checker, syntax);
    case 'call':
      return checkCall(checker, syntax);
    case 'list':
      return checkList(checker, syntax);
    case 'context':
      return checkContext(checker, syntax);
    case 'interval':
      return checkRange(checker, syntax);
    case 'comparison-test':
      report(checker, range, 'a test stands here without a value to test', {
        expected: 'a value',
        suggestion: 'write the value to the left of the comparison',
      });
      return broken(range);
    case 'unsupported':
      report(checker, range, `${syntax.what} is not part of this profile of FEEL`);
      return broken(range);
    case 'invoke':
      return checkInvoke(checker, range, checker.check(checker, syntax.of), checkArguments(checker, syntax.arguments));
    case 'function':
      return checkFunction(checker, syntax);
    case 'instance-of':
      report(checker, range, '"instance of" is not part of this profile of FEEL', {
        suggestion: 'types are known before anything runs: leave it out',
      });
      return broken(range);
    case 'missing':
      return broken(range);
    default:
      return assertNever(syntax);
  }
};

const checkNumber = (checker: Checker, { range, text }: Of<'number'>): Typed => {
  const value = Exact.parse(text);
  if (value !== undefined) return { range, node: 'literal', type: NUMBER, value };
  report(checker, range, 'the number has too many digits');
  return broken(range);
};

const checkAt = (checker: Checker, { range, text }: Of<'at'>): Typed => {
  const value = parseAtLiteral(text);
  if (value !== undefined && isDocumentDate(value)) return { range, node: 'literal', type: typeOfValue(value), value };
  if (value !== undefined) {
    report(checker, range, `${JSON.stringify(text)} is not within the years 1 to 9999`);
    return broken(range);
  }
  report(checker, range, `${JSON.stringify(text)} is no date, time or duration`, {
    expected: '@"2025-03-01", @"10:30:00", @"2025-03-01T10:30:00Z", @"P1Y6M" or @"P10DT12H"',
  });
  return broken(range);
};

/** A range as a value: its ends are of one kind that has an order. */
const checkRange = (checker: Checker, { range, low, high, lowClosed, highClosed }: Of<'interval'>): Typed => {
  const [from, to] = [checker.check(checker, low), checker.check(checker, high)];
  const ordered = comparison(checker, { range, operator: '<=', left: from, right: to });
  if (ordered.node !== 'compare') return broken(range);
  return { range, node: 'range', type: rangeOf(unify(from.type, to.type) ?? UNKNOWN), low: from, high: to, lowClosed, highClosed };
};

const MINUS_ONE = Exact.integer(-1);

const checkSign = (checker: Checker, { range, negative, of }: Of<'sign'>): Typed => {
  const operand = checker.check(checker, of);
  if (isDurationType(operand.type)) {
    const minusOne: Typed = { range, node: 'literal', type: NUMBER, value: MINUS_ONE };
    return negative ? { range, node: 'temporal', type: operand.type, operator: '*', left: operand, right: minusOne } : operand;
  }
  if (!needs(checker, operand, NUMBER, negative ? '"-"' : '"+"')) return { ...broken(range), type: NUMBER };
  return negative ? { range, node: 'negate', type: NUMBER, of: operand } : operand;
};

const checkLogic = (checker: Checker, { range, node, left, right }: Of<'and' | 'or'>): Typed => {
  const [first, second] = [checker.check(checker, left), checker.check(checker, right)];
  needs(checker, first, BOOLEAN, `"${node}"`);
  needs(checker, second, BOOLEAN, `"${node}"`);
  return { range, node, type: BOOLEAN, left: first, right: second };
};

const checkIf = (checker: Checker, syntax: Of<'if'>): Typed => {
  const { range } = syntax;
  const condition = checker.check(checker, syntax.condition);
  const then = checker.check(checker, syntax.then);
  const otherwise = checker.check(checker, syntax.otherwise);
  needs(checker, condition, BOOLEAN, '"if"');
  const type = unify(then.type, otherwise.type);
  if (type === undefined) {
    report(checker, range, `the branches differ: ${typeText(then.type)} after "then", ${typeText(otherwise.type)} after "else"`, {
      expected: 'two branches of one type',
    });
    return broken(range);
  }
  return { range, node: 'if', type, condition, then, otherwise };
};

const checkList = (checker: Checker, { range, items }: Of<'list'>): Typed => {
  const typed = items.map((item) => checker.check(checker, item));
  for (const item of typed) {
    if (item.type.kind === 'keyed')
      report(checker, item.range, 'a table of values by key cannot stand in a list', { expected: 'one value', ...keyHint(checker, item) });
  }
  const of = unifyAll(typed.map((item) => item.type));
  if (of === undefined) {
    const odd = typed.find((_, index) => unifyAll(typed.slice(0, index + 1).map((item) => item.type)) === undefined);
    report(checker, odd?.range ?? range, `the items of a list are of one type, and this one differs from those before it`, {
      expected: typeText(typed[0]?.type ?? UNKNOWN),
    });
  }
  return { range, node: 'list', type: listOf(of ?? UNKNOWN), items: typed };
};

const checkContext = (checker: Checker, { range, entries }: Of<'context'>): Typed => {
  const fields: Record<string, FeelType> = Object.create(null);
  let inner = checker;
  const typed = entries.map(({ key, keyRange, value }) => {
    if (Object.hasOwn(fields, key)) report(checker, keyRange, `the key ${JSON.stringify(key)} stands twice`, { expected: 'another key' });
    const entry = checker.check(inner, value);
    fields[key] = entry.type;
    const slot = newSlot(checker);
    inner = bind(inner, { name: key, slot, type: entry.type });
    return { key, slot, value: entry };
  });
  return { range, node: 'context', type: { kind: 'context', fields }, entries: typed };
};
