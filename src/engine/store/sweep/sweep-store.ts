/** Keeps what sweeps evaluate and find: the plan, the chunks that are done while others are not, and the result. */
import { type Sealed, unsealData } from '../../impact/sealed-data.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { refuse } from '../../model/problem.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { SweepResult } from '../../model/sweep-result.ts';
import { sweepFigures } from '../../sweep/sweep-figures.ts';
import type { SweepPlan } from '../../sweep/sweep-plan.ts';
import type { SweepPart, SweepSums } from '../../sweep/sweep-sums.ts';
import type { Reader, Writer } from '../handle.ts';
import dropSums from './sql/drop-sums.sql?raw';
import getChunk from './sql/get-chunk.sql?raw';
import getResult from './sql/get-result.sql?raw';
import getRun from './sql/get-run.sql?raw';
import insertChunk from './sql/insert-chunk.sql?raw';
import insertResult from './sql/insert-result.sql?raw';
import insertRun from './sql/insert-run.sql?raw';
import listChunks from './sql/list-chunks.sql?raw';

/** Pins what a run evaluates, before it does. */
export const beginSweep = (writer: Writer, run: string, plan: SweepPlan): void => {
  const text = canonicalJson(plan);
  const { hash, date } = plan.policy;
  const detail = { plan: sha256Hex(text), population: plan.population.fingerprint, policy: hash, date };
  const { index } = writer.record({ kind: 'sweep.planned', subject: { run }, detail });
  writer.run(insertRun, { run, plan: text, entry: index });
};

export const findSweepPlan = (reader: Reader, run: string): SweepPlan | undefined => {
  const row = reader.one<{ plan: string }>(getRun, { run });
  return row === undefined ? undefined : (JSON.parse(row.plan) as SweepPlan);
};

/** As `findSweepPlan`, with Refusal 'not-found' for a run that is no sweep. */
export const readSweepPlan = (reader: Reader, run: string): SweepPlan =>
  findSweepPlan(reader, run) ?? refuse('not-found', `There is no sweep "${run}".`);

/** What a chunk's entry commits to. */
export const sweepChunkPayload = (sums: string): Json => ({ sums });

/** Stores what a chunk adds to the figures. A chunk that is there already, from an attempt that was interrupted, must be the same again. */
export const storeSweepPart = (writer: Writer, run: string, { chunk, units, sums }: SweepPart): void => {
  const known = writer.one<{ sha256: string }>(getChunk, { run, chunk });
  if (known !== undefined && known.sha256 !== sums.sha256) throw new Error(`chunk ${chunk} of sweep ${run} came out different`);
  const { index } = writer.record({
    kind: known === undefined ? 'sweep.chunk' : 'sweep.chunk-repeated',
    subject: { run, chunk },
    detail: { units },
    payload: sweepChunkPayload(sums.sha256),
  });
  if (known === undefined) writer.run(insertChunk, { run, chunk, units, ...sums, entry: index });
};

type StoredSweepChunk = { readonly chunk: number; readonly sums: SweepSums };

/** What the chunks stored so far add to the figures; none once the run has its result. Refusal 'unreadable' where bytes are not what was stored. */
export const storedSweepChunks = (reader: Reader, run: string): readonly StoredSweepChunk[] =>
  reader.all<{ readonly chunk: number } & Sealed>(listChunks, { run }).map(({ chunk, ...sealed }) => {
    const sums = unsealData(sealed) as SweepSums | undefined;
    if (sums !== undefined) return { chunk, sums };
    return refuse('unreadable', `Chunk ${chunk} of sweep ${run} is not what was stored: its SHA-256 does not match.`);
  });

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
  writer.run(dropSums, { run });
  return result;
};

/** Refusal 'not-found' for a run that is no sweep or has no result yet. */
export const readSweepResult = (reader: Reader, run: string): SweepResult => {
  const row = reader.one<{ result: string }>(getResult, { run });
  if (row !== undefined) return JSON.parse(row.result) as SweepResult;
  readSweepPlan(reader, run);
  return refuse('not-found', `The sweep "${run}" has no result yet.`);
};
