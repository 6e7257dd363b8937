/** `impact.evaluate`: evaluates the run's plan over the whole population, off this thread, and keeps the results chunk by chunk. */
import { z } from 'zod';
import { openEvaluated } from '../impact/evaluated-population.ts';
import type { ImpactOutcome, ImpactPart } from '../impact/impact-part.ts';
import { loadSides } from '../impact/plan-impact.ts';
import { carryOut } from '../job/carry-out.ts';
import { workerCount } from '../job/worker-count.ts';
import { contentHash } from '../model/content-hash.ts';
import type { Json } from '../model/json.ts';
import { finishImpact, readImpactPlan, storeImpactPart } from '../store/impact/impact-store.ts';
import { defineTask } from './task-function.ts';

export const evaluateImpactTask = defineTask({
  name: 'impact.evaluate',
  title: 'Evaluate every case under every policy',
  input: z.strictObject({
    /** SHA-256 of the plan that `impact.plan` of the same run gave. */
    plan: z.string(),
    workers: z.int().min(1).max(64).optional(),
  }),
  output: z.strictObject({ resultHash: z.string(), units: z.int() }),
  // Chunks that an earlier attempt stored must come out the same again.
  idempotent: true,
  run: async ({ plan: hash, workers }, context) => {
    const { plan, sides } = context.read((reader) => {
      const plan = readImpactPlan(reader, context.run);
      openEvaluated(reader, plan);
      return { plan, sides: loadSides(reader, plan) };
    });
    if (contentHash(plan as unknown as Json) !== hash) throw new Error(`run ${context.run} keeps another plan than its step was given`);
    const startedMs = context.port.clock.monotonicMs();
    const outcome = await carryOut<ImpactPart, ImpactOutcome>(
      context.port.jobs,
      {
        kind: 'impact',
        workspacePath: context.workspacePath,
        populationId: plan.population.id,
        ...sides,
        by: plan.by,
        measures: plan.measures,
        workers: workerCount(workers),
      },
      {
        signal: context.signal,
        onProgress: context.progress,
        onPart: (part) => context.change((writer) => storeImpactPart(writer, context.run, part)),
      },
    );
    const elapsedMs = context.port.clock.monotonicMs() - startedMs;
    context.onCompletion((writer) => finishImpact(writer, context.run, outcome, elapsedMs));
    return { resultHash: outcome.root, units: outcome.units };
  },
});
