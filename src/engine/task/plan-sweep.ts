/** `sweep.plan`: checks that a population, a policy and the parameters to sweep go together, and pins what the run will evaluate. */
import { z } from 'zod';
import { loadSide } from '../impact/planned-side.ts';
import { contentHash } from '../model/content-hash.ts';
import { beginSweep } from '../store/sweep/sweep-store.ts';
import { axesSchema } from '../sweep/axis-schema.ts';
import { assembleSweep } from '../sweep/plan-sweep.ts';
import { sweepPoints } from '../sweep/swept-policy.ts';
import { plannedSideSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

export const planSweepTask = defineTask({
  name: 'sweep.plan',
  title: 'Check that population, policy and parameters go together',
  input: z.strictObject({ population: z.string(), policy: plannedSideSchema, vary: axesSchema, weight: z.string().optional() }),
  /** `plan`: SHA-256 of the plan, which is kept with the run. */
  output: z.strictObject({ plan: z.string(), units: z.int(), points: z.int() }),
  idempotent: true,
  run: ({ population, policy: side, vary, weight }, context) => {
    const plan = context.read((reader) => {
      const { policy } = loadSide(reader, side);
      return assembleSweep(reader, { resolved: { side, policy }, population, vary, weight });
    });
    context.onCompletion((writer) => beginSweep(writer, context.run, plan));
    return { plan: contentHash(plan), units: plan.population.units, points: sweepPoints(plan.axes).length };
  },
});
