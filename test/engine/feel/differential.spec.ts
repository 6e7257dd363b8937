/**
 * Random expressions, written out with as few brackets as FEEL's precedence allows, against a second evaluator that knows only
 * fractions of big integers: whatever is parsed, checked and run must be what the tree says.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOOLEAN, NUMBER } from '../../../src/engine/feel/type.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { Null, type Value } from '../../../src/engine/model/value.ts';
import { compiled, scopeOf } from '../../support/feel.ts';

type Fraction = { readonly n: bigint; readonly d: bigint };
type Result = Fraction | boolean | null;
/** How tightly an operator binds, loosest first; 9 is a value in itself. */
type Tree = { readonly text: string; readonly binds: number; readonly result: Result };

const names: Readonly<Record<string, Result>> = {
  a: { n: 7n, d: 1n },
  b: { n: -5n, d: 2n },
  c: { n: 100n, d: 3n },
  zero: { n: 0n, d: 1n },
  missing: null,
  yes: true,
  no: false,
  open: null,
};

const isFraction = (result: Result): result is Fraction => typeof result === 'object' && result !== null;
const within = (tree: Tree, level: number): string => (tree.binds >= level ? tree.text : `(${tree.text})`);

const arithmetic = (operator: string, left: Result, right: Result): Result => {
  if (!isFraction(left) || !isFraction(right)) return null;
  if (operator === '+') return { n: left.n * right.d + right.n * left.d, d: left.d * right.d };
  if (operator === '-') return { n: left.n * right.d - right.n * left.d, d: left.d * right.d };
  if (operator === '*') return { n: left.n * right.n, d: left.d * right.d };
  if (right.n === 0n) return null;
  return right.n < 0n ? { n: -left.n * right.d, d: left.d * -right.n } : { n: left.n * right.d, d: left.d * right.n };
};

const order = (left: Fraction, right: Fraction): number => {
  const difference = left.n * right.d - right.n * left.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (o) => o < 0,
  '<=': (o) => o <= 0,
  '>': (o) => o > 0,
  '>=': (o) => o >= 0,
  '=': (o) => o === 0,
  '!=': (o) => o !== 0,
};
const compare = (operator: string, left: Result, right: Result): Result =>
  isFraction(left) && isFraction(right) ? (ORDERS[operator]?.(order(left, right)) ?? null) : null;
const and = (left: Result, right: Result): Result => {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
};
const not = (result: Result): Result => (result === null ? null : !result);
const or = (left: Result, right: Result): Result => not(and(not(left), not(right)));

const numberLeaf: fc.Arbitrary<Tree> = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'zero', 'missing').map((name) => ({ text: name, binds: 9, result: names[name] ?? null })),
  fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 3 })).map(([digits, scale]) => {
    const padded = String(digits).padStart(scale + 1, '0');
    const text = scale === 0 ? String(digits) : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
    return { text, binds: 9, result: { n: BigInt(digits), d: 10n ** BigInt(scale) } };
  }),
);
const booleanLeaf: fc.Arbitrary<Tree> = fc
  .constantFrom('yes', 'no', 'open')
  .map((name) => ({ text: name, binds: 9, result: names[name] ?? null }));

const trees = fc.letrec<{ number: Tree; boolean: Tree }>((tie) => {
  const pair = fc.tuple(tie('number'), tie('number'));
  const choice = (kind: 'number' | 'boolean'): fc.Arbitrary<Tree> =>
    fc.tuple(tie('boolean'), tie(kind), tie(kind)).map(([condition, then, otherwise]) => ({
      text: `(if ${condition.text} then ${then.text} else ${otherwise.text})`,
      binds: 9,
      result: condition.result === null ? null : condition.result ? then.result : otherwise.result,
    }));
  return {
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      numberLeaf,
      fc.tuple(fc.constantFrom('+', '-'), pair).map(([operator, [left, right]]) => ({
        text: `${within(left, 4)} ${operator} ${within(right, 5)}`,
        binds: 4,
        result: arithmetic(operator, left.result, right.result),
      })),
      fc.tuple(fc.constantFrom('*', '/'), pair).map(([operator, [left, right]]) => ({
        text: `${within(left, 5)} ${operator} ${within(right, 6)}`,
        binds: 5,
        result: arithmetic(operator, left.result, right.result),
      })),
      tie('number').map((of) => ({ text: `-${within(of, 9)}`, binds: 7, result: arithmetic('-', { n: 0n, d: 1n }, of.result) })),
      fc.tuple(fc.constantFrom('min', 'max'), pair).map(([name, [left, right]]) => {
        const smaller = isFraction(left.result) && isFraction(right.result) ? order(left.result, right.result) < 0 : undefined;
        const result = smaller === undefined ? null : smaller === (name === 'min') ? left.result : right.result;
        return { text: `${name}(${left.text}, ${right.text})`, binds: 9, result };
      }),
      choice('number'),
    ),
    boolean: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      booleanLeaf,
      fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), pair).map(([operator, [left, right]]) => ({
        text: `${within(left, 4)} ${operator} ${within(right, 4)}`,
        binds: 3,
        result: compare(operator, left.result, right.result),
      })),
      fc.tuple(tie('boolean'), tie('boolean')).map(([left, right]) => ({
        text: `${within(left, 2)} and ${within(right, 3)}`,
        binds: 2,
        result: and(left.result, right.result),
      })),
      fc.tuple(tie('boolean'), tie('boolean')).map(([left, right]) => ({
        text: `${within(left, 1)} or ${within(right, 2)}`,
        binds: 1,
        result: or(left.result, right.result),
      })),
      tie('boolean').map((of) => ({ text: `not(${of.text})`, binds: 9, result: not(of.result) })),
      fc.tuple(tie('number'), pair, fc.constantFrom('[', '('), fc.constantFrom(']', ')')).map(([of, [low, high], open, close]) => ({
        text: `${within(of, 4)} in ${open}${within(low, 4)}..${within(high, 4)}${close}`,
        binds: 3,
        result: and(compare(open === '[' ? '>=' : '>', of.result, low.result), compare(close === ']' ? '<=' : '<', of.result, high.result)),
      })),
      fc.tuple(tie('number'), pair).map(([of, [low, high]]) => ({
        text: `${within(of, 4)} between ${within(low, 4)} and ${within(high, 4)}`,
        binds: 3,
        result: and(compare('>=', of.result, low.result), compare('<=', of.result, high.result)),
      })),
      choice('boolean'),
    ),
  };
});

const scope = scopeOf({ a: NUMBER, b: NUMBER, c: NUMBER, zero: NUMBER, missing: NUMBER, yes: BOOLEAN, no: BOOLEAN, open: BOOLEAN });

const valueOfResult = (name: string): Value => {
  const result = names[name] ?? null;
  if (isFraction(result)) return Exact.of(result.n, result.d);
  return result ?? new Null({ kind: 'absent', at: name, message: 'absent' });
};

const expectAgreement = ({ text, result }: Tree): void => {
  const value = compiled(text, scope).evaluate({ lookup: valueOfResult });
  if (isFraction(result)) expect(value instanceof Exact && value.n * result.d === result.n * value.d, text).toBe(true);
  else if (result === null) expect(value, text).toBeInstanceOf(Null);
  else expect(value, text).toBe(result);
};

describe('random expressions', () => {
  test('of numbers', () => {
    fc.assert(fc.property(trees.number, expectAgreement), { numRuns: 1_500 });
  });

  test('of conditions', () => {
    fc.assert(fc.property(trees.boolean, expectAgreement), { numRuns: 1_500 });
  });
});
