/** A case as an earlier run decided it. Reads only: an appeal never touches what it appeals. */
import { openEvaluated } from '../impact/evaluated-population.ts';
import type { ImpactPlan, PlannedSide } from '../impact/impact-plan.ts';
import { loadSide } from '../impact/planned-side.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import { legacyMoves } from '../run/history/legacy-moves.ts';
import { isUndo, nameIn, templateOutline } from '../run/history/template-outline.ts';
import type { RunRecord } from '../run/run-state.ts';
import { getPublished } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import { findImpactPlan, readResultColumn } from '../store/impact/impact-store.ts';
import { fromForkOrigins } from '../store/run/fork-origins.ts';
import { readMoves } from '../store/run/move-store.ts';
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

type Attempt = Extract<RunRecord, { readonly type: 'attempt' }>;
type DecidedBy = { readonly input: Json; readonly output: Json };

/** The completed attempts of a run at steps that decide cases, in the order in which they ended. */
const decidingAttempts = (reader: Reader, run: StoredRun): readonly DecidedBy[] => {
  const { id, version } = run.template;
  const outline = templateOutline(JSON.parse(getPublished(reader, 'workflow', `${id}@${version}`).body) as TemplateDocument);
  const isDeciding = (path: string): boolean => {
    const document = outline.step(nameIn(path))?.document;
    return document?.type === 'task' && document.run === EVALUATE_CASE && !isUndo(path);
  };
  const begun = new Map<string, Attempt>();
  return [...legacyMoves(reader, run.id, run), ...readMoves(reader, run.id)]
    .flatMap(({ records }) => records)
    .flatMap((record): readonly DecidedBy[] => {
      if (record.type === 'attempt' && isDeciding(record.step)) begun.set(record.step, record);
      const attempt = record.type === 'attempt-end' && record.status === 'completed' ? begun.get(record.step) : undefined;
      if (attempt === undefined || record.type !== 'attempt-end' || record.output === undefined) return [];
      return [{ input: attempt.input, output: record.output }];
    });
};

/** What the run, or the run that it was forked from, decided last about this case. */
const fromSteps = (reader: Reader, run: string, unit: string): LoadedCase | undefined =>
  fromForkOrigins(reader, run, (_, origin) => {
    for (const { input, output } of decidingAttempts(reader, getRun(reader, origin)).toReversed()) {
      const asked = input as unknown as { readonly unit: string } & Pick<LoadedCase, 'inputs' | 'sides'>;
      const { decisions } = output as unknown as Pick<LoadedCase, 'decisions'>;
      if (asked.unit === unit) return { inputs: asked.inputs, sides: asked.sides, decisions };
    }
    return undefined;
  });

/** Refusals: 'not-found' for a run or case that is not there, 'conflict' for a run that has come to no decision. */
export const loadCase = (reader: Reader, run: string, unit: string): LoadedCase => {
  const stored = getRun(reader, run);
  if (stored.status !== 'completed')
    refuse('conflict', `Run ${run} is ${stored.status}: only the decisions of a completed run can be appealed.`);
  const plan = findImpactPlan(reader, run);
  if (plan !== undefined) return fromImpact(reader, run, plan, unit);
  return fromSteps(reader, run, unit) ?? refuse('not-found', `Run ${run} has decided no case "${unit}".`);
};
