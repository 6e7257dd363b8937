/** A case as an earlier run decided it. Reads only: an appeal never touches what it appeals. */
import { openEvaluated } from '../impact/evaluated-population.ts';
import type { ImpactPlan, PlannedSide } from '../impact/impact-plan.ts';
import { loadSide } from '../impact/planned-side.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import { getPublished } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import { findImpactPlan, readResultColumn } from '../store/impact/impact-store.ts';
import { listLegacySteps } from '../store/run/legacy/legacy-steps.ts';
import { getRun, type StoredRun } from '../store/run/run-store.ts';
import { factsFor, factsOf, mergedInputs } from './case-facts.ts';
import type { CaseDecision } from './decide-case.ts';

export type LoadedCase = {
  /** By input name, amounts as exact texts; only what the policies ask for. */
  readonly inputs: { readonly [name: string]: Json };
  readonly sides: readonly PlannedSide[];
  /** What was decided, side by side in the same order. */
  readonly decisions: readonly CaseDecision[];
};

/** Name of the task function whose attempts are decisions of single cases. */
export const EVALUATE_CASE = 'case.evaluate';

type Place = { readonly run: string; readonly chunk: number; readonly row: number };

const storedDecision = (
  reader: Reader,
  { run, chunk, row }: Place,
  side: number,
  { title, date }: PlannedSide,
  amounts: readonly string[],
): CaseDecision => {
  const text = (position: number): string | undefined => readResultColumn(reader, { run, chunk, side, position }).text(row);
  const outcome = text(0);
  if (outcome === undefined) throw new Error(`run ${run} has no outcome for row ${row} of chunk ${chunk}`);
  return { title, date, outcome, amounts: Object.fromEntries(amounts.map((name, index) => [name, text(index + 1) ?? null])) };
};

const fromImpact = (reader: Reader, run: string, plan: ImpactPlan, unit: string): LoadedCase => {
  const population = openEvaluated(reader, plan);
  const place = population.find(unit) ?? refuse('not-found', `No case "${unit}" in population "${population.info.name}".`);
  const sides = [plan.baseline, ...plan.reforms];
  const policies = sides.map((side) => loadSide(reader, side).policy);
  const facts = factsOf(population.chunk(place.chunk).inputs(place.row)) as JsonObject;
  return {
    inputs: factsFor(mergedInputs(policies), facts),
    sides,
    decisions: sides.map((side, index) => storedDecision(reader, { run, ...place }, index, side, policies[index]?.amounts ?? [])),
  };
};

/** The last completed attempt of the run at deciding this case. */
const fromSteps = (reader: Reader, run: StoredRun, unit: string): LoadedCase | undefined => {
  const { id, version } = run.template;
  const { steps } = JSON.parse(getPublished(reader, 'workflow', `${id}@${version}`).body) as TemplateDocument;
  for (const { name, attempts } of listLegacySteps(reader, run.id).toReversed()) {
    const step = steps[name];
    const last = attempts.at(-1);
    if (step?.type !== 'task' || step.run !== EVALUATE_CASE || last?.output === undefined) continue;
    const input = last.input as unknown as { readonly unit: string } & Pick<LoadedCase, 'inputs' | 'sides'>;
    const output = last.output as unknown as Pick<LoadedCase, 'decisions'>;
    if (input.unit === unit) return { inputs: input.inputs, sides: input.sides, decisions: output.decisions };
  }
  return undefined;
};

/** Refusals: 'not-found' for a run or case that is not there, 'conflict' for a run that has come to no decision. */
export const loadCase = (reader: Reader, run: string, unit: string): LoadedCase => {
  const stored = getRun(reader, run);
  if (stored.status !== 'completed')
    refuse('conflict', `Run ${run} is ${stored.status}: only the decisions of a completed run can be appealed.`);
  const plan = findImpactPlan(reader, run);
  if (plan !== undefined) return fromImpact(reader, run, plan, unit);
  return fromSteps(reader, stored, unit) ?? refuse('not-found', `Run ${run} has decided no case "${unit}".`);
};
