/** `sweep.evaluate`: evaluates the run's population at every point of its plan, off this thread, and keeps the figures. */
import { z } from 'zod';
import { openEvaluated } from '../impact/evaluated-population.ts';
import { loadSide } from '../impact/planned-side.ts';
import { carryOut } from '../job/carry-out.ts';
import { workerCount } from '../job/worker-count.ts';
import { contentHash } from '../model/content-hash.ts';
import { finishSweep, readSweepPlan } from '../store/sweep/sweep-store.ts';
import { sweepFigures } from '../sweep/sweep-figures.ts';
import type { SweepSums } from '../sweep/sweep-sums.ts';
import { defineTask } from './task-function.ts';

export const evaluateSweepTask = defineTask({
  name: 'sweep.evaluate',
  title: 'Evaluate every case at every point',
  input: z.strictObject({
    /** SHA-256 of the plan that `sweep.plan` of the same run gave. */
    plan: z.string(),
    workers: z.int().min(1).max(64).optional(),
  }),
  output: z.strictObject({ resultHash: z.string(), units: z.int(), points: z.int() }),
  idempotent: true,
  run: async ({ plan: hash, workers }, context) => {
    const { plan, side } = context.read((reader) => {
      const plan = readSweepPlan(reader, context.run);
      openEvaluated(reader, plan);
      return { plan, side: loadSide(reader, plan.policy) };
    });
    if (contentHash(plan) !== hash) throw new Error(`run ${context.run} keeps another plan than its step was given`);
    const startedMs = context.port.clock.monotonicMs();
    const sums = await carryOut<never, SweepSums>(
      context.port.jobs,
      {
        kind: 'sweep',
        workspacePath: context.workspacePath,
        populationId: plan.population.id,
        policy: side,
        axes: plan.axes,
        ...(plan.weight !== undefined && { weight: plan.weight }),
        workers: workerCount(workers),
      },
      { signal: context.signal, onProgress: context.progress, onPart: () => undefined },
    );
    const elapsedMs = context.port.clock.monotonicMs() - startedMs;
    context.onCompletion((writer) => finishSweep(writer, context.run, { policy: side.policy, sums, elapsedMs }));
    const { resultHash, points } = sweepFigures(plan, side.policy, sums);
    return { resultHash, units: sums.units, points: points.length };
  },
});
