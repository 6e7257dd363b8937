/** Keeps what sweeps evaluate and find: the plan, and the result. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { refuse } from '../../model/problem.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { SweepResult } from '../../model/sweep-result.ts';
import { sweepFigures } from '../../sweep/sweep-figures.ts';
import type { SweepPlan } from '../../sweep/sweep-plan.ts';
import type { SweepSums } from '../../sweep/sweep-sums.ts';
import type { Reader, Writer } from '../handle.ts';
import getResult from './sql/get-result.sql?raw';
import getRun from './sql/get-run.sql?raw';
import insertResult from './sql/insert-result.sql?raw';
import insertRun from './sql/insert-run.sql?raw';

/** Pins what a run evaluates, before it does. */
export const beginSweep = (writer: Writer, run: string, plan: SweepPlan): void => {
  const text = canonicalJson(plan);
  const { hash, date } = plan.policy;
  const detail = { plan: sha256Hex(text), population: plan.population.fingerprint, policy: hash, date };
  const { index } = writer.record({ kind: 'sweep.planned', subject: { run }, detail });
  writer.run(insertRun, { run, plan: text, entry: index });
};

/** Refusal 'not-found' for a run that is no sweep. */
export const readSweepPlan = (reader: Reader, run: string): SweepPlan => {
  const row = reader.one<{ plan: string }>(getRun, { run });
  return row === undefined ? refuse('not-found', `There is no sweep "${run}".`) : (JSON.parse(row.plan) as SweepPlan);
};

/** Records the result. `policy` is the one of the plan. */
export const finishSweep = (
  writer: Writer,
  run: string,
  found: { readonly policy: PolicyDocument; readonly sums: SweepSums; readonly elapsedMs: number },
): SweepResult => {
  const plan = readSweepPlan(writer, run);
  if (found.sums.units !== plan.population.units) {
    throw new Error(`run ${run} swept ${found.sums.units} units of ${plan.population.units}`);
  }
  const result: SweepResult = { run, ...sweepFigures(plan, found.policy, found.sums), elapsedMs: Math.round(found.elapsedMs) };
  const payload = result;
  const { resultHash } = result;
  const { index } = writer.record({ kind: 'sweep.completed', subject: { run }, detail: { resultHash }, payload });
  writer.run(insertResult, { run, result: canonicalJson(payload), resultHash, entry: index });
  return result;
};

/** Refusal 'not-found' for a run that is no sweep or has no result yet. */
export const readSweepResult = (reader: Reader, run: string): SweepResult => {
  const row = reader.one<{ result: string }>(getResult, { run });
  if (row !== undefined) return JSON.parse(row.result) as SweepResult;
  readSweepPlan(reader, run);
  return refuse('not-found', `The sweep "${run}" has no result yet.`);
};
