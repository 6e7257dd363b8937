/** `sweep.evaluate`: evaluates the run's population at every point of its plan, off this thread, and keeps the figures chunk by chunk. */
import { z } from 'zod';
import { openEvaluated } from '../impact/evaluated-population.ts';
import { loadSide } from '../impact/planned-side.ts';
import { carryOut } from '../job/carry-out.ts';
import { workerCount } from '../job/worker-count.ts';
import { contentHash } from '../model/content-hash.ts';
import { fromForkOrigins } from '../store/run/fork-origins.ts';
import { beginSweep, findSweepPlan, finishSweep, storeSweepPart } from '../store/sweep/sweep-store.ts';
import { sweepFigures } from '../sweep/sweep-figures.ts';
import type { SweepPart, SweepSums } from '../sweep/sweep-sums.ts';
import { progressWithLifeSigns } from './life-signs.ts';
import { planHashSchema, workersSchema } from './shapes.ts';
import { defineTask, type TaskContext } from './task-function.ts';

/** The plan of this run; a run that was forked after its plan was made takes it over. */
const plannedSweep = (context: TaskContext, hash: string) => {
  const own = context.read((reader) => findSweepPlan(reader, context.run));
  const plan = own ?? context.read((reader) => fromForkOrigins(reader, context.run, findSweepPlan));
  if (plan === undefined || contentHash(plan) !== hash) {
    throw new Error(`run ${context.run} keeps another plan than its step was given`);
  }
  const side = context.read((reader) => {
    openEvaluated(reader, plan);
    return loadSide(reader, plan.policy);
  });
  if (own === undefined) context.change((writer) => beginSweep(writer, context.run, plan));
  return { plan, side };
};

export const evaluateSweepTask = defineTask({
  name: 'sweep.evaluate',
  title: 'Evaluate every case at every point',
  input: z.strictObject({
    /** SHA-256 of the plan that `sweep.plan` of the same run gave. */
    plan: planHashSchema,
    workers: workersSchema.optional(),
  }),
  output: z.strictObject({ resultHash: z.string(), units: z.int(), points: z.int() }),
  // Chunks that an earlier attempt stored are not evaluated again.
  idempotent: true,
  defaults: { limits: { concurrency: 1 } },
  run: async ({ plan: hash, workers }, context) => {
    const { plan, side } = plannedSweep(context, hash);
    const startedMs = context.port.clock.monotonicMs();
    const sums = await carryOut<SweepPart, SweepSums>(
      context.port.jobs,
      {
        kind: 'sweep',
        workspacePath: context.workspacePath,
        run: context.run,
        populationId: plan.population.id,
        policy: side,
        axes: plan.axes,
        ...(plan.weight !== undefined && { weight: plan.weight }),
        workers: workerCount(workers),
      },
      {
        signal: context.signal,
        onProgress: progressWithLifeSigns(context),
        onPart: (part) => context.change((writer) => storeSweepPart(writer, context.run, part)),
      },
    );
    const elapsedMs = context.port.clock.monotonicMs() - startedMs;
    context.onCompletion((writer) => finishSweep(writer, context.run, { policy: side.policy, sums, elapsedMs }));
    const { resultHash, points } = sweepFigures(plan, side.policy, sums);
    return { resultHash, units: sums.units, points: points.length };
  },
});
