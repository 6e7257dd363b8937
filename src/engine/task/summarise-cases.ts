/** `cases.summarise`: counts the outcomes of decided cases and adds up their amounts, exactly. */
import { z } from 'zod';
import { Exact } from '../model/exact.ts';
import { amountsSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

const decidedSchema = z.object({ outcome: z.string(), amounts: amountsSchema });

type Decided = z.output<typeof decidedSchema>;

const countOutcomes = (cases: readonly Decided[]) =>
  [...Map.groupBy(cases, ({ outcome }) => outcome)]
    .map(([outcome, { length }]) => ({ outcome, count: length }))
    .toSorted((a, b) => (a.outcome < b.outcome ? -1 : 1));

const addAmounts = (cases: readonly Decided[]) => {
  const sums = new Map<string, Exact>();
  for (const [name, amount] of cases.flatMap(({ amounts }) => Object.entries(amounts))) {
    const value = amount === null ? Exact.ZERO : Exact.parse(amount);
    if (value === undefined) throw new TypeError(`the amount ${name} is no number: ${amount}`);
    sums.set(name, (sums.get(name) ?? Exact.ZERO).add(value));
  }
  return [...sums].map(([name, sum]) => ({ name, sum: sum.toText() }));
};

export const summariseCasesTask = defineTask({
  name: 'cases.summarise',
  title: 'Count outcomes and add up amounts',
  /** Null for a case that came to no decision. */
  input: z.strictObject({ cases: z.array(decidedSchema.nullable()) }),
  output: z.strictObject({
    decided: z.int(),
    undecided: z.int(),
    outcomes: z.array(z.strictObject({ outcome: z.string(), count: z.int() })),
    /** Over all decided cases; where an amount has no value, nothing is added. */
    amounts: z.array(z.strictObject({ name: z.string(), sum: z.string() })),
  }),
  idempotent: true,
  pure: true,
  run: ({ cases }) => {
    const decided = cases.filter((one) => one !== null);
    return {
      decided: decided.length,
      undecided: cases.length - decided.length,
      outcomes: countOutcomes(decided),
      amounts: addAmounts(decided),
    };
  },
});
