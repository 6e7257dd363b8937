/** `impact.summarise`: the figures of the run's result, for what the template wants to do with them. */
import { z } from 'zod';
import { findImpactResult, readImpactResult } from '../store/impact/impact-store.ts';
import { fromForkOrigins } from '../store/run/fork-origins.ts';
import { defineTask } from './task-function.ts';

const figuresSchema = z.strictObject({
  title: z.string(),
  date: z.string(),
  gainers: z.int(),
  losers: z.int(),
  unchanged: z.int(),
  undetermined: z.int(),
  gained: z.string(),
  lost: z.string(),
  baselineCost: z.string(),
  reformCost: z.string(),
  costChange: z.string(),
});

export const summariseImpactTask = defineTask({
  name: 'impact.summarise',
  title: 'Add up who gains, who loses and what it costs',
  input: z.strictObject({}),
  output: z.strictObject({
    resultHash: z.string(),
    population: z.string(),
    units: z.int(),
    reforms: z.array(figuresSchema),
    /** Over all reforms. */
    losers: z.int(),
    undetermined: z.int(),
  }),
  idempotent: true,
  run: (_input, context) => {
    const result = context.read(
      (reader) => fromForkOrigins(reader, context.run, findImpactResult) ?? readImpactResult(reader, context.run),
    );
    const reforms = result.totals.reforms.map((figures, index) => {
      const { title, date } = result.reforms[index] ?? result.baseline;
      const { gainers, losers, unchanged, undetermined, gained, lost, baselineCost, reformCost, costChange } = figures;
      return { title, date, gainers, losers, unchanged, undetermined, gained, lost, baselineCost, reformCost, costChange };
    });
    const sum = (count: 'losers' | 'undetermined'): number => reforms.reduce((total, figures) => total + figures[count], 0);
    return {
      resultHash: result.resultHash,
      population: result.population.name,
      units: result.totals.units,
      reforms,
      losers: sum('losers'),
      undetermined: sum('undetermined'),
    };
  },
});
