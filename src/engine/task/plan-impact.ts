/** `impact.plan`: checks that a population and policies go together, and pins what the run will evaluate. */
import { z } from 'zod';
import { measuresSchema } from '../impact/measure/measures-schema.ts';
import { assemblePlan } from '../impact/plan-impact.ts';
import { loadSide } from '../impact/planned-side.ts';
import { contentHash } from '../model/content-hash.ts';
import type { Json } from '../model/json.ts';
import type { Reader } from '../store/handle.ts';
import { beginImpact } from '../store/impact/impact-store.ts';
import { plannedSideSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

type Side = z.output<typeof plannedSideSchema>;

const resolved = (reader: Reader, side: Side) => ({ side, policy: loadSide(reader, side).policy });

export const planImpactTask = defineTask({
  name: 'impact.plan',
  title: 'Check that population and policies go together',
  input: z.strictObject({
    population: z.string(),
    baseline: plannedSideSchema,
    reforms: z.array(plannedSideSchema).min(1),
    by: z.array(z.string()).default([]),
    measures: measuresSchema.prefault({}),
  }),
  /** `plan`: SHA-256 of the plan, which is kept with the run. */
  output: z.strictObject({ plan: z.string(), units: z.int(), outcomes: z.array(z.string()).readonly() }),
  idempotent: true,
  run: ({ population, baseline, reforms, by, measures }, context) => {
    const plan = context.read((reader) =>
      assemblePlan(reader, {
        population,
        baseline: resolved(reader, baseline),
        reforms: reforms.map((side) => resolved(reader, side)),
        by,
        measures,
      }),
    );
    context.onCompletion((writer) => beginImpact(writer, context.run, plan));
    return { plan: contentHash(plan as unknown as Json), units: plan.population.units, outcomes: plan.outcomes };
  },
});
