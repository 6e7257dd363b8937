/** Does a whole impact run in the test's own process: what the job does, without processes and threads. */
import { createChunkEvaluator } from '../../src/engine/impact/evaluate-chunk.ts';
import type { ChunkAnswer, ImpactOutcome } from '../../src/engine/impact/impact-part.ts';
import type { ImpactPlan } from '../../src/engine/impact/impact-plan.ts';
import { ImpactTotals } from '../../src/engine/impact/impact-totals.ts';
import { readGroupings } from '../../src/engine/impact/measure/measure-problems.ts';
import { type ImpactRequest, loadSides } from '../../src/engine/impact/plan-impact.ts';
import type { ImpactResult } from '../../src/engine/model/impact-result.ts';
import { openPopulation } from '../../src/engine/population/open-population.ts';
import { finishImpact } from '../../src/engine/store/impact/impact-store.ts';
import { populationSecret } from '../../src/engine/store/population/population-store.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { beginRun, storePart } from './impact-workspace.ts';

/** The answers of all chunks, in unit order. */
export const evaluateChunks = (store: Store, plan: ImpactPlan): readonly ChunkAnswer[] =>
  store.read((reader) => {
    const population = openPopulation(reader, plan.population.id);
    const secret = populationSecret(reader, plan.population.id) as Uint8Array;
    const sides = loadSides(reader, plan);
    const { groupings } = readGroupings(plan.by, sides.baseline.policy, population.info.columns);
    const evaluate = createChunkEvaluator({ ...sides, groupings, cuts: new Map(), measures: plan.measures }, secret);
    return Array.from({ length: population.chunkCount }, (_, index) => evaluate(population.chunk(index)));
  });

export const outcomeOf = (plan: ImpactPlan, answers: readonly ChunkAnswer[]): ImpactOutcome => {
  const { reforms, outcomes, by, measures } = plan;
  const totals = new ImpactTotals({ reforms: reforms.length, outcomes: outcomes.length, by, measures });
  for (const { part, ...sums } of answers) totals.add(part.chunk, part.root, sums);
  return totals.outcome(new Map());
};

export const runImpactHere = (store: Store, run: string, request: ImpactRequest): ImpactResult => {
  const { plan } = beginRun(store, run, request);
  const answers = evaluateChunks(store, plan);
  for (const { part } of answers) storePart(store, run, part);
  return store.change('ada', (writer) => finishImpact(writer, run, outcomeOf(plan, answers), 0));
};
