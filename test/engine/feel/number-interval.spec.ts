/** Goal: no value of an expression lies outside of the interval that is told of it. */
import { expect, it } from 'vitest';
import { type Interval, NumberIntervals } from '../../../src/engine/feel/number-interval.ts';
import { NUMBER } from '../../../src/engine/feel/type.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { compiled, scopeOf } from '../../support/feel.ts';
import { Dice } from '../../support/random-expression.ts';

const ends = (low: string | undefined, high?: string): Interval => ({
  low: low === undefined ? undefined : Exact.parse(low),
  high: high === undefined ? undefined : Exact.parse(high),
});

const INTERVALS: Readonly<Record<string, Interval>> = {
  a: ends('0', '100'),
  b: ends('-7.5', '3'),
  c: ends('2'),
  d: ends(undefined, '-1'),
  e: ends(undefined),
};
const NAMES = Object.keys(INTERVALS);
const LITERALS = ['0', '1', '-2', '0.5', '30'];
const scope = scopeOf(Object.fromEntries(NAMES.map((name) => [name, NUMBER])));

const expression = (dice: Dice, depth: number): string => {
  if (depth === 0) return dice.pick([...NAMES, ...LITERALS]);
  const part = (): string => expression(dice, depth - 1);
  switch (dice.roll(9)) {
    case 0:
      return `min(${part()}, ${part()})`;
    case 1:
      return `max(${part()}, ${part()}, ${part()})`;
    case 2:
      return `abs(${part()})`;
    case 3:
      return `${dice.pick(['floor', 'round half up', 'ceiling', 'round down'])}(${part()}${dice.pick([', 0', ', 1', ', -1', ', a'])})`;
    case 4:
      return `(if ${part()} < ${part()} then ${part()} else ${part()})`;
    case 5:
      return `${part()} / ${dice.pick(['2', '-4', '0.1'])}`;
    case 6:
      return `sum([${part()}, ${part()}])`;
    default:
      return `(${part()} ${dice.pick(['+', '-', '*'])} ${part()})`;
  }
};

/** A value of the interval, often at its end. */
const valueIn = (dice: Dice, { low, high }: Interval): Exact => {
  const away = Exact.of(BigInt(dice.pick([0, 0, 1, 7, 50, 900])), 2n);
  if (low === undefined) return high === undefined ? away.multiply(dice.pick([Exact.ONE, Exact.integer(-1)])) : high.subtract(away);
  const value = low.add(away);
  return high !== undefined && value.compare(high) > 0 ? high : value;
};

it('holds for random expressions and values', () => {
  const dice = new Dice(20_251_120);
  let bounded = 0;
  for (let round = 0; round < 1_500; round++) {
    const source = expression(dice, 1 + dice.roll(3));
    const { syntax, evaluate } = compiled(source, scope);
    const { low, high } = new NumberIntervals((name) => INTERVALS[name] ?? {}).of(syntax);
    if (low === undefined && high === undefined) continue;
    bounded++;
    for (let trial = 0; trial < 5; trial++) {
      const values = new Map(NAMES.map((name) => [name, valueIn(dice, INTERVALS[name] ?? {})]));
      const value = evaluate({ lookup: (name) => values.get(name) as Exact });
      if (!(value instanceof Exact)) continue;
      const given = `${source} with ${[...values].map(([name, own]) => `${name} = ${own}`).join(', ')} is ${value}`;
      if (low !== undefined) expect(value.compare(low), given).toBeGreaterThanOrEqual(0);
      if (high !== undefined) expect(value.compare(high), given).toBeLessThanOrEqual(0);
    }
  }
  expect(bounded).toBeGreaterThan(500);
});
