/** Goal: decisions that compute with dates, times, durations and ranges give by columns what they give case by case. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absent, valueText } from '../../../src/engine/feel/index.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { JsonObject } from '../../../src/engine/model/json.ts';
import { CalendarDate, type Context, Null, type Value } from '../../../src/engine/model/value.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { columnTable } from '../../support/column-table.ts';
import { columnTexts } from '../../support/column-values.ts';

const decision = (type: string, feel: string): JsonObject => ({ type, feel, nullable: true });

const POLICY: JsonObject = {
  kind: 'policy',
  id: 'spans',
  version: '1.0.0',
  title: 'Spans of time',
  unit: 'person',
  period: 'month',
  inputs: {
    born: { type: 'date' },
    asked: { type: 'date', nullable: true },
    months: { type: 'integer', min: 0, max: 60 },
    note: { type: 'string' },
  },
  parameters: { waiting: { type: 'years and months duration', values: { '2020-01-01': 'P3M' } } },
  decisions: {
    span: decision('days and time duration', 'asked - born'),
    days: decision('integer', '(asked - born).days'),
    age: decision('integer', 'years and months duration(born, asked).years'),
    later: decision('date', 'asked + months * @"P1M"'),
    first: decision('date', 'min(asked, asked + waiting, born + @"P30Y")'),
    size: decision('days and time duration', 'abs(asked - born)'),
    longest: decision('days and time duration', 'max(asked - born, @"P10000D")'),
    isYoung: decision('boolean', 'years and months duration(born, asked) < @"P18Y"'),
    inTime: decision('boolean', 'asked in [born..born + @"P40Y")'),
    inRange: decision('boolean', 'includes([@"2000-01-01"..@"2010-12-31"], asked)'),
    week: decision('integer', 'week of year(born)'),
    root: decision('decimal', 'decimal(sqrt(months), 6)'),
    spread: decision('decimal', 'round half up(stddev(months, 3, 7), 4)'),
    moment: decision('date and time', 'date and time(born, time(months / 3 - months / 3, 30, 0, @"PT1H")) + @"PT90M"'),
    clean: decision('string', 'replace(note, "[^a-z]+", "-", "i")'),
    looks: decision('boolean', 'matches(note, "^\\\\p{Lu}")'),
    outcome: { type: 'enum', values: ['ELIGIBLE', 'NOT_ELIGIBLE'], feel: 'if months > 12 then "ELIGIBLE" else "NOT_ELIGIBLE"' },
  },
  outcome: 'outcome',
  amounts: [],
  tests: [],
};

test('by columns and case by case', () => {
  const checked = checkPolicy(POLICY);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure.problems));
  const policy = checked.value;
  const day = fc.integer({ min: -20_000, max: 20_000 }).map((days) => new CalendarDate(days));
  const facts: fc.Arbitrary<Context> = fc.record({
    born: day,
    asked: fc.option(day, { nil: absent('asked') }),
    months: fc.integer({ min: 0, max: 60 }).map((value) => Exact.integer(value)),
    note: fc.string(),
  });
  const decisions = Object.keys(policy.decisions);
  const program = compileColumns(policy, '2025-03-01', { decisions });
  const compiled = compilePolicy(policy, '2025-03-01');
  const textOf = (value: Value): string | null => {
    if (value instanceof Null) return null;
    return value instanceof CalendarDate ? `day ${value.days}` : valueText(value);
  };
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1, maxLength: 40 }), (cases) => {
      const columns = program.evaluate(columnTable(policy.inputs, cases));
      for (const name of decisions) {
        const expected = cases.map((one) => textOf(compiled.evaluate(one).value(name)));
        const column = columns.get(name);
        if (column === undefined) throw new Error(`no column ${name}`);
        expect(columnTexts(column), name).toEqual(expected);
      }
    }),
    { numRuns: 20 },
  );
});
