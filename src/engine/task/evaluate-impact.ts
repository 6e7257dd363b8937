/** `impact.evaluate`: evaluates the run's plan over the whole population, off this thread, and keeps the results chunk by chunk. */
import { z } from 'zod';
import { openEvaluated } from '../impact/evaluated-population.ts';
import type { ImpactCuts, ImpactOutcome, ImpactPart } from '../impact/impact-part.ts';
import { loadSides } from '../impact/plan-impact.ts';
import { carryOut } from '../job/carry-out.ts';
import { workerCount } from '../job/worker-count.ts';
import { contentHash } from '../model/content-hash.ts';
import type { Json } from '../model/json.ts';
import { beginImpact, findImpactPlan, finishImpact, storeImpactPart } from '../store/impact/impact-store.ts';
import { fromForkOrigins } from '../store/run/fork-origins.ts';
import { progressWithLifeSigns } from './life-signs.ts';
import { planHashSchema, workersSchema } from './shapes.ts';
import { defineTask, type TaskContext } from './task-function.ts';

/** What is found before the first chunk: it takes a pass over the population. */
const checkpointSchema = z.strictObject({ cuts: z.record(z.string(), z.array(z.string())) });

const knownCuts = (checkpoint: Json | undefined): { readonly cuts?: ImpactCuts['cuts'] } => {
  const { data } = checkpointSchema.safeParse(checkpoint);
  return data === undefined ? {} : { cuts: new Map(Object.entries(data.cuts)) };
};

/** The plan of this run; a run that was forked after its plan was made takes it over. */
const plannedImpact = (context: TaskContext, hash: string) => {
  const own = context.read((reader) => findImpactPlan(reader, context.run));
  const plan = own ?? context.read((reader) => fromForkOrigins(reader, context.run, findImpactPlan));
  if (plan === undefined || contentHash(plan as unknown as Json) !== hash) {
    throw new Error(`run ${context.run} keeps another plan than its step was given`);
  }
  const sides = context.read((reader) => {
    openEvaluated(reader, plan);
    return loadSides(reader, plan);
  });
  if (own === undefined) context.change((writer) => beginImpact(writer, context.run, plan));
  return { plan, sides };
};

export const evaluateImpactTask = defineTask({
  name: 'impact.evaluate',
  title: 'Evaluate every case under every policy',
  input: z.strictObject({
    /** SHA-256 of the plan that `impact.plan` of the same run gave. */
    plan: planHashSchema,
    workers: workersSchema.optional(),
  }),
  output: z.strictObject({ resultHash: z.string(), units: z.int() }),
  // Chunks that an earlier attempt stored are not evaluated again.
  idempotent: true,
  // An evaluation keeps all processors busy: another one beside it makes both slower, and takes memory twice.
  defaults: { limits: { concurrency: 1 } },
  run: async ({ plan: hash, workers }, context) => {
    const { plan, sides } = plannedImpact(context, hash);
    const startedMs = context.port.clock.monotonicMs();
    const outcome = await carryOut<ImpactPart | ImpactCuts, ImpactOutcome>(
      context.port.jobs,
      {
        kind: 'impact',
        workspacePath: context.workspacePath,
        run: context.run,
        populationId: plan.population.id,
        ...sides,
        by: plan.by,
        measures: plan.measures,
        ...knownCuts(context.checkpoint),
        workers: workerCount(workers),
      },
      {
        signal: context.signal,
        onProgress: progressWithLifeSigns(context),
        onPart: (part) => {
          if ('cuts' in part) context.heartbeat({ cuts: Object.fromEntries(part.cuts) });
          else context.change((writer) => storeImpactPart(writer, context.run, part));
        },
      },
    );
    const elapsedMs = context.port.clock.monotonicMs() - startedMs;
    context.onCompletion((writer) => finishImpact(writer, context.run, outcome, elapsedMs));
    return { resultHash: outcome.root, units: outcome.units };
  },
});
