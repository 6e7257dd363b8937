/** Types of arithmetic and comparison. */
import { Exact } from '../../model/exact.ts';
import { acceptsText, isOrderedType } from '../function/accepts.ts';
import { didYouMean } from '../nearest.ts';
import type { ArithmeticOperator, CompareOperator, Range, Syntax } from '../syntax.ts';
import { isTemporalType, temporalArithmeticType } from '../temporal/arithmetic-type.ts';
import { BOOLEAN, type FeelType, NUMBER, quotedList, STRING, typeText, UNKNOWN } from '../type.ts';
import { fits, isText, possibleTexts } from '../type-relation.ts';
import type { Typed } from '../typed.ts';
import { broken, type Checker, type Hint, isNullLiteral, keyHint, needs, report, writtenText } from './checker.ts';
import { literalFix } from './literal-fix.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;

const HALF = Exact.of(1n, 2n);

/** A value of unknown type beside a text has to be a text too; it gives a null where it is not. */
const isJoin = (left: FeelType, right: FeelType): boolean =>
  (isText(left) && (isText(right) || right.kind === 'unknown')) || (isText(right) && left.kind === 'unknown');

export const checkArithmetic = (checker: Checker, syntax: Of<'arithmetic'>): Typed => {
  const { range, operator } = syntax;
  const left = checker.check(checker, syntax.left);
  const right = checker.check(checker, syntax.right);
  if (operator === '+' && isJoin(left.type, right.type)) return { range, node: 'join', type: STRING, left, right };
  if (isTemporalType(left.type) || isTemporalType(right.type)) return checkTemporal(checker, { range, operator, left, right });
  const user = `"${operator}"`;
  const good = [needs(checker, left, NUMBER, user), needs(checker, right, NUMBER, user)];
  if (!good.every(Boolean)) return { ...broken(range), type: NUMBER };
  if (operator === '/' && right.node === 'literal' && right.value instanceof Exact && right.value.sign === 0) {
    report(checker, right.range, 'division by zero', { expected: 'a divisor that is not zero' });
  }
  if (operator === '**' && right.node === 'literal' && right.value instanceof Exact && !right.value.isInteger()) {
    report(checker, right.range, 'a power with a fraction as its exponent is not exact', {
      expected: 'a whole number',
      ...(right.value.equals(HALF) ? rootHint(checker, range, left) : {}),
    });
  }
  return { range, node: 'arithmetic', type: NUMBER, operator, left, right };
};

const rootHint = ({ source }: Checker, range: Range, { range: { from, to } }: Typed): Hint => ({
  suggestion: 'write sqrt(…)',
  fix: { range, replacement: `sqrt(${source.slice(from, to)})` },
});

type Operation = { readonly range: Range; readonly operator: ArithmeticOperator; readonly left: Typed; readonly right: Typed };

const isOpen = ({ type }: Typed): boolean => type.kind === 'unknown' || type.kind === 'null';

const checkTemporal = (checker: Checker, { range, operator, left, right }: Operation): Typed => {
  const type = isOpen(left) || isOpen(right) ? UNKNOWN : temporalArithmeticType(operator, left.type, right.type);
  if (type !== undefined) return { range, node: 'temporal', type, operator, left, right };
  report(checker, range, `"${operator}" has no meaning between ${typeText(left.type)} and ${typeText(right.type)}`, {
    expected: 'a date or time with a duration, two of one kind, or a duration with a number',
    ...(left.type.kind === 'keyed' ? keyHint(checker, left) : keyHint(checker, right)),
    ...([left, right].some(({ type: { kind } }) => kind === 'number')
      ? { suggestion: 'write a number of days as a duration: n * @"P1D"' }
      : {}),
  });
  return broken(range);
};

/** "==" and "<>", which other languages write. `from` is the second operator's place. */
const twoOperatorsFix = ({ source }: Checker, { from }: Range): Pick<Hint, 'fix'> => {
  if (source.startsWith('==', from - 1)) return { fix: { range: { from, to: from + 1 }, replacement: '' } };
  return source.startsWith('<>', from - 1) ? { fix: { range: { from: from - 1, to: from + 1 }, replacement: '!=' } } : {};
};

export const checkCompare = (checker: Checker, syntax: Of<'compare'>): Typed => {
  const { range, operator } = syntax;
  if (syntax.right.node === 'comparison-test') {
    report(checker, syntax.right.range, `two comparison operators in a row`, {
      expected: 'one comparison',
      suggestion: 'FEEL writes "=" for equality and "!=" for inequality',
      ...twoOperatorsFix(checker, syntax.right.range),
    });
    checker.check(checker, syntax.left);
    return { ...broken(range), type: BOOLEAN };
  }
  const left = checker.check(checker, syntax.left);
  const right = checker.check(checker, syntax.right);
  return comparison(checker, { range, operator, left, right });
};

export const comparison = (
  checker: Checker,
  { range, operator, left, right }: { range: Range; operator: CompareOperator; left: Typed; right: Typed },
): Typed => {
  const isEquality = operator === '=' || operator === '!=';
  if (isEquality && (isNullLiteral(left) || isNullLiteral(right))) {
    const of = isNullLiteral(right) ? left : right;
    return { range, node: 'is-null', type: BOOLEAN, of, negated: operator === '!=' };
  }
  const comparable = isEquality ? checkEquality(checker, range, left, right) : checkOrder(checker, operator, left, right);
  return comparable ? { range, node: 'compare', type: BOOLEAN, operator, left, right } : { ...broken(range), type: BOOLEAN };
};

const checkOrder = (checker: Checker, operator: CompareOperator, left: Typed, right: Typed): boolean => {
  for (const side of [left, right]) {
    if (side.type.kind === 'unknown' || isOrderedType(side.type)) continue;
    const what = side.type.kind === 'enum' ? 'values of an enumeration have no order' : `${typeText(side.type)} has no order`;
    report(checker, side.range, `"${operator}" compares numbers, texts, dates, times or durations; ${what}`, {
      expected: acceptsText('ordered'),
      ...keyHint(checker, side),
    });
    return false;
  }
  return sameKinds(checker, left, right);
};

const sameKinds = (checker: Checker, left: Typed, right: Typed): boolean => {
  if (fits(left.type, right.type) || fits(right.type, left.type) || (isText(left.type) && isText(right.type))) return true;
  report(checker, right.range, `${typeText(left.type)} is compared with ${typeText(right.type)}`, {
    expected: typeText(left.type),
    ...(left.type.kind === 'keyed' ? keyHint(checker, left) : keyHint(checker, right)),
    ...(right.node === 'literal' ? {} : literalFix(left, right.type)),
    ...(left.node === 'literal' ? {} : literalFix(right, left.type)),
  });
  return false;
};

const checkEquality = (checker: Checker, range: Range, left: Typed, right: Typed): boolean => {
  if (!sameKinds(checker, left, right)) return false;
  if (left.type.kind === 'keyed') {
    report(checker, left.range, 'a table of values by key cannot be compared', { expected: 'one value', ...keyHint(checker, left) });
    return false;
  }
  if (left.type.kind === 'enum') return checkTexts(checker, range, left.type.values, right);
  return right.type.kind === 'enum' ? checkTexts(checker, range, right.type.values, left) : true;
};

/** What is compared with a declared enumeration can be one of its values. */
const checkTexts = (checker: Checker, range: Range, values: readonly string[], other: Typed): boolean => {
  const texts = possibleTexts(other.type);
  if (texts === undefined) return true;
  if (other.type.kind === 'string') return textsBelong(checker, other, texts, values);
  if (texts.some((text) => values.includes(text))) return true;
  report(checker, range, 'the two enumerations have no value in common', { expected: quotedList(values) });
  return false;
};

/** Every text that is written must be a value of the enumeration it is compared with. */
const textsBelong = (checker: Checker, typed: Typed, texts: readonly string[], values: readonly string[]): boolean => {
  const strange = texts.filter((text) => !values.includes(text));
  for (const text of strange) {
    report(checker, typed.range, `${JSON.stringify(text)} is no value of the enumeration`, {
      expected: quotedList(values),
      ...didYouMean(text, values, writtenText(typed)),
    });
  }
  return strange.length === 0;
};
