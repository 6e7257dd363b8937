/** Keeps what impact runs evaluate and find: the plan, the results of each chunk, the result. */
import { type ChunkSums, unsealSums } from '../../impact/chunk-sums.ts';
import { impactFigures } from '../../impact/impact-figures.ts';
import { type ImpactOutcome, type ImpactPart, sideName } from '../../impact/impact-part.ts';
import type { ImpactPlan } from '../../impact/impact-plan.ts';
import { withMeasures } from '../../impact/measure/with-measures.ts';
import { resultRoot } from '../../impact/result-tree.ts';
import type { Sealed } from '../../impact/sealed-data.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { hex } from '../../model/hex.ts';
import type { ImpactResult, ImpactSide } from '../../model/impact-result.ts';
import type { Json } from '../../model/json.ts';
import type { ColumnChunk } from '../../model/population.ts';
import { refuse } from '../../model/problem.ts';
import { sha256Hex } from '../../model/sha256.ts';
import { decodeColumn } from '../../population/column-codec.ts';
import type { DecodedColumn } from '../../population/decoded-column.ts';
import { type ColumnRow, columnOf, columnRow } from '../column-row.ts';
import type { Reader, Writer } from '../handle.ts';
import dropSums from './sql/drop-sums.sql?raw';
import getColumn from './sql/get-column.sql?raw';
import getResult from './sql/get-result.sql?raw';
import getRun from './sql/get-run.sql?raw';
import getSums from './sql/get-sums.sql?raw';
import insertChunk from './sql/insert-chunk.sql?raw';
import insertColumn from './sql/insert-column.sql?raw';
import insertResult from './sql/insert-result.sql?raw';
import insertRun from './sql/insert-run.sql?raw';
import insertSums from './sql/insert-sums.sql?raw';
import listChunks from './sql/list-chunks.sql?raw';
import listColumnHashes from './sql/list-column-hashes.sql?raw';
import listSums from './sql/list-sums.sql?raw';

/** Pins what a run evaluates, before it does. A run that is tried again keeps its first plan: ask `findImpactPlan` before planning anew. */
export const beginImpact = (writer: Writer, run: string, plan: ImpactPlan): void => {
  const text = canonicalJson(plan as unknown as Json);
  const { index } = writer.record({
    kind: 'impact.planned',
    subject: { run },
    detail: {
      plan: sha256Hex(text),
      population: plan.population.fingerprint,
      sides: [plan.baseline, ...plan.reforms].map(({ hash, date }) => ({ hash, date })),
    },
  });
  writer.run(insertRun, { run, plan: text, entry: index });
};

export const findImpactPlan = (reader: Reader, run: string): ImpactPlan | undefined => {
  const row = reader.one<{ plan: string }>(getRun, { run });
  return row === undefined ? undefined : (JSON.parse(row.plan) as ImpactPlan);
};

/** As `findImpactPlan`, with Refusal 'not-found' for a run that is no impact. */
export const readImpactPlan = (reader: Reader, run: string): ImpactPlan =>
  findImpactPlan(reader, run) ?? refuse('not-found', `There is no impact run "${run}".`);

export type StoredChunk = Pick<ImpactPart, 'chunk' | 'units' | 'root' | 'transitions'>;

/** The chunks stored so far, in unit order, without their columns. */
export const storedChunks = (reader: Reader, run: string): readonly StoredChunk[] =>
  reader
    .all<Omit<StoredChunk, 'transitions'> & { transitions: string }>(listChunks, { run })
    .map((row) => ({ ...row, transitions: JSON.parse(row.transitions) as StoredChunk['transitions'] }));

/**
 * Stores the results of one chunk, with what it adds to the figures. A chunk that is there already, from an attempt that was interrupted, must be the
 * same again: that is recorded, and any difference is a fault, since equal input gives equal results.
 */
export const storeImpactPart = (writer: Writer, run: string, part: ImpactPart): void => {
  const { chunk, units, root, transitions, sums } = part;
  const columns = part.sides.flatMap((side) => side.map((column) => column.sha256));
  const entry = (sumsHash: string | undefined) => ({
    subject: { run, chunk },
    detail: { units, root: hex(root), columns: columns.length },
    payload: chunkPayload(columns, transitions, sumsHash),
  });
  const known = writer.all<{ sha256: string }>(listColumnHashes, { run, chunk }).map((row) => row.sha256);
  if (known.length > 0) {
    const knownSums = writer.one<{ sha256: string }>(getSums, { run, chunk })?.sha256;
    if (known.join() !== columns.join() || (knownSums ?? sums.sha256) !== sums.sha256) {
      throw new Error(`chunk ${chunk} of run ${run} was evaluated again and came out different`);
    }
    writer.record({ kind: 'impact.chunk-repeated', ...entry(knownSums) });
    return;
  }
  const { index } = writer.record({ kind: 'impact.chunk', ...entry(sums.sha256) });
  writer.run(insertChunk, { run, chunk, units, root, transitions: JSON.stringify(transitions), entry: index });
  for (const [side, stored] of part.sides.entries()) {
    for (const [position, column] of stored.entries()) {
      writer.run(insertColumn, { run, chunk, side, position, name: column.column, ...columnRow(column) });
    }
  }
  writer.run(insertSums, { run, chunk, ...sums });
};

/**
 * What a chunk's entry commits to: hashes and counts that few cases could be guessed from, if they stood in it. Chunks of files before version 8 have no
 * sums.
 */
export const chunkPayload = (columns: readonly string[], transitions: StoredChunk['transitions'], sums: string | undefined): Json => ({
  columns,
  transitions,
  ...(sums !== undefined && { sums }),
});

type StoredSums = Pick<StoredChunk, 'chunk' | 'root'> & { readonly sums: ChunkSums };

/**
 * What the chunks stored so far add to the figures, one at a time; none once the run has its result. Refusal 'unreadable' where bytes are not what was
 * stored.
 */
export function* storedSums(reader: Reader, run: string): Generator<StoredSums> {
  for (const { chunk, root, ...sealed } of reader.iterate<Pick<StoredChunk, 'chunk' | 'root'> & Sealed>(listSums, { run })) {
    const sums = unsealSums(sealed);
    if (sums === undefined) {
      return refuse('unreadable', `The sums of chunk ${chunk} of impact run ${run} are not what was stored: their SHA-256 does not match.`);
    }
    yield { chunk, root, sums };
  }
}

/** Records the result, after checking that what is stored is what the job counted. */
export const finishImpact = (writer: Writer, run: string, outcome: ImpactOutcome, elapsedMs: number): ImpactResult => {
  const plan = readImpactPlan(writer, run);
  const chunks = storedChunks(writer, run);
  const units = chunks.reduce((sum, chunk) => sum + chunk.units, 0);
  if (units !== plan.population.units || units !== outcome.units || chunks.some(({ chunk }, i) => chunk !== i)) {
    throw new Error(`run ${run} has results for ${units} units of ${plan.population.units}`);
  }
  const resultHash = hex(resultRoot(chunks.map((chunk) => chunk.root)));
  if (resultHash !== outcome.root) throw new Error(`the stored chunks of run ${run} do not give the job's result hash`);
  demandSameCounts(run, chunks, outcome);
  const result: ImpactResult = {
    run,
    population: plan.population,
    baseline: sideOf(plan.baseline),
    reforms: plan.reforms.map(sideOf),
    amount: plan.amount,
    outcomes: plan.outcomes,
    ...withMeasures(plan, impactFigures(plan, outcome.aggregate), outcome.measured),
    resultHash,
    elapsedMs: Math.round(elapsedMs),
  };
  const payload = result as unknown as Json;
  const { index } = writer.record({ kind: 'impact.completed', subject: { run }, detail: { resultHash }, payload });
  writer.run(insertResult, { run, result: canonicalJson(payload), resultHash, entry: index });
  writer.run(dropSums, { run });
  return result;
};

/** Cases are counted chunk by chunk too; a chunk that was added to the figures twice, or not at all, shows in them. */
const demandSameCounts = (run: string, chunks: readonly StoredChunk[], { aggregate }: ImpactOutcome): void => {
  const same = aggregate.transitions.every((counts, reform) =>
    counts.every((count, place) => chunks.reduce((sum, { transitions }) => sum + (transitions[reform]?.[place] ?? 0), 0) === count),
  );
  if (!same) throw new Error(`the stored chunks of run ${run} do not give the job's counts`);
};

const sideOf = ({ documents: _, ...side }: ImpactPlan['baseline']): ImpactSide => side;

export const findImpactResult = (reader: Reader, run: string): ImpactResult | undefined => {
  const row = reader.one<{ result: string }>(getResult, { run });
  return row === undefined ? undefined : (JSON.parse(row.result) as ImpactResult);
};

/** As `findImpactResult`, with Refusal 'not-found' for a run that is no impact or has no result yet. */
export const readImpactResult = (reader: Reader, run: string): ImpactResult => {
  const result = findImpactResult(reader, run);
  if (result !== undefined) return result;
  readImpactPlan(reader, run);
  return refuse('not-found', `The impact run "${run}" has no result yet.`);
};

type ResultColumnRow = ColumnRow & Pick<ColumnChunk, 'chunk' | 'column' | 'data'>;

type ColumnPosition = { readonly run: string; readonly chunk: number; readonly side: number; readonly position: number };

/**
 * One stored column, or undefined where the side has none in that position: 0 are the outcome codes, then come the side's amounts. Refuses
 * (`unreadable`) what does not match its SHA-256.
 */
export const findResultColumn = (reader: Reader, place: ColumnPosition): DecodedColumn | undefined => {
  const row = reader.one<ResultColumnRow>(getColumn, place);
  return row === undefined ? undefined : decodeColumn({ ...columnOf(row), list: sideName(place.side) });
};

/** As `findResultColumn`, for a column that must be there. */
export const readResultColumn = (reader: Reader, place: ColumnPosition): DecodedColumn => {
  const { run, chunk, side, position } = place;
  const column = findResultColumn(reader, place);
  if (column === undefined) throw new Error(`run ${run} has no column ${position} of side ${side} in chunk ${chunk}`);
  return column;
};
