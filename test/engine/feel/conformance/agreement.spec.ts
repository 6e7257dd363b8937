/** Where the typed profile gives a value, conformance mode gives the same, but for the 34 digits it keeps: on seeded random expressions. */
import { expect, test } from 'vitest';
import { compileExpression, type Expression } from '../../../../src/engine/feel/compile.ts';
import { BOOLEAN, contextOf, DATE, listOf, NUMBER, STRING, valueText } from '../../../../src/engine/feel/index.ts';
import { dateOf } from '../../../../src/engine/model/calendar.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import { type CalendarDate, Null, type Value } from '../../../../src/engine/model/value.ts';
import { scopeOf } from '../../../support/feel.ts';
import { Dice, type Kind, type Surroundings, Writer } from '../../../support/random-expression.ts';

const SEED = 20_260_101;
const SOURCES = 1_500;
const KINDS: readonly Kind[] = ['number', 'boolean', 'text', 'date'];

const number = (text: string): Exact => Exact.parse(text) as Exact;
const day = (year: number, month: number, dayOfMonth: number): CalendarDate => dateOf({ year, month, day: dayOfMonth }) as CalendarDate;

const member = (age: string, earned: string, adult: boolean, born: CalendarDate): Value => ({
  age: number(age),
  earned: number(earned),
  share: number('0.125'),
  adult,
  role: adult ? 'head' : 'child',
  born,
});

const VALUES: Readonly<Record<string, Value>> = {
  income: number('1432.10'),
  rate: number('0.35'),
  small: number('3'),
  capped: number('2'),
  urban: true,
  region: 'north',
  note: 'c d',
  since: day(2024, 2, 29),
  period: { start: day(2025, 1, 31), month: number('1') },
  members: [
    member('41', '1200.55', true, day(1984, 5, 1)),
    member('7', '0', false, day(2018, 12, 31)),
    member('19', '350', true, day(2006, 1, 1)),
  ],
};

const members = listOf(
  contextOf([
    ['age', NUMBER],
    ['earned', NUMBER],
    ['share', NUMBER],
    ['adult', BOOLEAN],
    ['role', STRING],
    ['born', DATE],
  ]),
);
const scope = scopeOf({
  income: NUMBER,
  rate: NUMBER,
  small: NUMBER,
  capped: NUMBER,
  urban: BOOLEAN,
  region: STRING,
  note: STRING,
  since: DATE,
  period: contextOf([
    ['start', DATE],
    ['month', NUMBER],
  ]),
  members,
});

const surroundings: Surroundings = {
  names: {
    number: ['income', 'rate', 'small', 'period.month'],
    boolean: ['urban', 'true', 'false'],
    text: ['region', 'note'],
    date: ['since', 'period.start'],
  },
  fields: { number: ['age', 'earned', 'share'], boolean: ['adult'], text: ['role'], date: ['born'] },
  bound: [],
};

/** The agreed differences: the sum of nothing is 0 in policies and null in the standard; whether a number equals a missing one is open, and false there. */
const AGREED = [/\bsum\((?:members\[|for \w+ in members\[|\[.*\]\[)/, / in \[.*null\]\) !?= null/];

const lookup = (name: string): Value => VALUES[name] as Value;
const evaluated = (expression: Expression): Value => expression.evaluate({ lookup });

/** Apart by less than one in 10^18: 34 digits are kept, and a difference of two large numbers loses some of them. */
const isNear = (exact: Exact, rounded: Exact): boolean => {
  const apart = exact.subtract(rounded);
  const size = apart.sign < 0 ? apart.negate() : apart;
  const whole = exact.sign < 0 ? exact.negate() : exact;
  return size.multiply(Exact.of(10n ** 18n)).compare(whole.add(Exact.ONE)) <= 0;
};

const agrees = (typed: Value, conforming: Value): boolean =>
  typed instanceof Exact && conforming instanceof Exact ? isNear(typed, conforming) : valueText(typed) === valueText(conforming);

test(`the modes agree (seed ${SEED})`, () => {
  const dice = new Dice(SEED);
  const writer = new Writer(dice);
  const differences: string[] = [];
  let compared = 0;
  for (let count = 0; count < SOURCES; count++) {
    const source = writer.of(dice.pick(KINDS), 1 + dice.roll(4), surroundings);
    const typed = compileExpression(source, scope).expression;
    const conforming = compileExpression(source, scope, undefined, 'conformance').expression;
    if (typed === undefined || conforming === undefined) continue;
    const value = evaluated(typed);
    if (value instanceof Null || AGREED.some((difference) => difference.test(source))) continue;
    compared++;
    const other = evaluated(conforming);
    if (!agrees(value, other)) differences.push(`${source}: ${valueText(value)}, ${valueText(other)}`);
  }
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(SOURCES / 2);
});
