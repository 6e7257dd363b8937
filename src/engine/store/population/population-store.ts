/** Writes and finds populations: begun, filled chunk by chunk, sealed, and never changed again. */
import { contentHash } from '../../model/content-hash.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { PopulationInfo, QuarantineRow } from '../../model/population.ts';
import { refuse } from '../../model/problem.ts';
import { sha256Hex } from '../../model/sha256.ts';
import { fingerprint } from '../../population/fingerprint.ts';
import type { PopulationOutcome } from '../../population/population-part.ts';
import type { Reader, Writer } from '../handle.ts';
import { chunkHeads } from './chunk-store.ts';
import countQuarantine from './sql/count-quarantine.sql?raw';
import countUnits from './sql/count-units.sql?raw';
import deleteChunks from './sql/delete-chunks.sql?raw';
import deletePopulation from './sql/delete-population.sql?raw';
import deleteQuarantine from './sql/delete-quarantine.sql?raw';
import deleteSecret from './sql/delete-secret.sql?raw';
import getName from './sql/get-name.sql?raw';
import getNextQuarantine from './sql/get-next-quarantine.sql?raw';
import getPopulation from './sql/get-population.sql?raw';
import getSecret from './sql/get-secret.sql?raw';
import insertPopulation from './sql/insert-population.sql?raw';
import insertQuarantine from './sql/insert-quarantine.sql?raw';
import insertSecret from './sql/insert-secret.sql?raw';
import listAll from './sql/list-all.sql?raw';
import listPopulationsSql from './sql/list-populations.sql?raw';
import listQuarantine from './sql/list-quarantine.sql?raw';
import listUnsealed from './sql/list-unsealed.sql?raw';
import sealPopulationSql from './sql/seal-population.sql?raw';

export type PopulationDraft = {
  readonly id: string;
  readonly name: string;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
};

/** Begins a population, invisible until it is sealed. Refuses (`conflict`) a name that is taken. */
export const beginPopulation = (writer: Writer, draft: PopulationDraft): void => {
  const taken = writer.one<{ status: string }>(getName, { name: draft.name });
  if (taken !== undefined) {
    const state = taken.status === 'sealed' ? 'exists already' : 'is being imported at this moment';
    refuse('conflict', `a population named "${draft.name}" ${state}`);
  }
  const { at } = writer.record({
    kind: 'population.begun',
    subject: { population: draft.id },
    detail: { name: draft.name, secret: sha256Hex(draft.secret) },
  });
  writer.run(insertPopulation, { id: draft.id, name: draft.name, at });
  writer.run(insertSecret, { population: draft.id, secret: draft.secret });
};

/** Adds refused rows. The entry commits to them; the rows themselves never enter the trail. */
export const addQuarantine = (writer: Writer, population: string, rows: readonly QuarantineRow[]): void => {
  const from = nextQuarantine(writer, population);
  for (const [i, row] of rows.entries()) {
    const { file, row: line, column: name, reason, expected, raw } = row;
    writer.run(insertQuarantine, { population, seq: from + i, file, line, name, reason, expected, raw });
  }
  writer.record({ kind: 'population.quarantined', subject: { population }, detail: { from, rows: rows.length }, payload: rows as Json });
};

/** Seals a population: from here on it stands in lists and never changes. What was stored must be what the job counted. */
export const sealPopulation = (writer: Writer, population: string, outcome: PopulationOutcome): PopulationInfo => {
  const stored = writer.one<{ units: number }>(countUnits, { population })?.units;
  const refused = quarantineCount(writer, population);
  if (stored !== outcome.units || refused !== outcome.quarantined) {
    throw new Error(`stored ${stored} units and ${refused} refused rows, counted ${outcome.units} and ${outcome.quarantined}`);
  }
  const print = fingerprint(chunkHeads(writer, population).map((head) => head.sha256));
  const { at } = writer.record({ kind: 'population.sealed', subject: { population }, detail: sealedDetail(outcome, print) });
  const changed = writer.run(sealPopulationSql, {
    id: population,
    unit: outcome.unit,
    columns: JSON.stringify(outcome.columns),
    units: outcome.units,
    members: outcome.members,
    quarantined: outcome.quarantined,
    sources: JSON.stringify(outcome.sources),
    generated: outcome.generated === undefined ? null : JSON.stringify(outcome.generated),
    fingerprint: print,
    at,
  });
  if (changed !== 1) throw new Error(`population ${population} is not open for sealing`);
  const info = findPopulation(writer, population);
  if (info === undefined) throw new Error(`population ${population} was sealed and is not found`);
  return info;
};

/** What the entry `population.sealed` says, from the job's outcome or from what is stored. File names stay out: they may name a person. */
export const sealedDetail = (outcome: PopulationOutcome, print: string): JsonObject => ({
  unit: outcome.unit,
  units: outcome.units,
  members: outcome.members,
  quarantined: outcome.quarantined,
  columns: contentHash(outcome.columns as Json),
  sources: outcome.sources.map(({ role, bytes, rows, sha256 }) => ({ role, bytes, rows, sha256 })),
  ...(outcome.generated === undefined ? {} : { generated: { ...outcome.generated } }),
  fingerprint: print,
});

/** Drops one population that is not sealed, as after a cancelled or failed import. */
export const discardPopulation = (writer: Writer, population: string): void => {
  writer.run(deleteChunks, { population });
  writer.run(deleteQuarantine, { population });
  writer.run(deleteSecret, { population });
  if (writer.run(deletePopulation, { population }) !== 1) throw new Error(`population ${population} is not there to be discarded`);
  writer.record({ kind: 'population.discarded', subject: { population } });
};

/** Every population, unsealed ones too. */
export const allPopulations = (reader: Reader): readonly { readonly id: string; readonly name: string; readonly status: string }[] =>
  reader.all(listAll);

/** Identifiers of populations that a crash left unsealed. */
export const unsealedPopulations = (reader: Reader): readonly string[] => reader.all<{ id: string }>(listUnsealed).map((row) => row.id);

/** Drops what a crash left unsealed; for the time before anything else runs. Records nothing where there is nothing. */
export const dropUnsealed = (writer: Writer): number => {
  const leftovers = unsealedPopulations(writer);
  for (const population of leftovers) discardPopulation(writer, population);
  return leftovers.length;
};

/** Erases the secret that units' salts are derived from; single cases can then no longer be disclosed or recomputed into the tree. */
export const eraseSecret = (writer: Writer, population: string): void => {
  if (writer.run(deleteSecret, { population }) !== 1) refuse('not-found', 'the secret of this population was erased before');
  writer.record({ kind: 'population.secret-erased', subject: { population } });
};

/** The 32-byte secret, or undefined once it was erased. */
export const populationSecret = (reader: Reader, population: string): Uint8Array | undefined =>
  reader.one<{ secret: Uint8Array }>(getSecret, { population })?.secret;

/** A sealed population by its identifier or its name. */
export const findPopulation = (reader: Reader, reference: string): PopulationInfo | undefined => {
  const row = reader.one<PopulationRow>(getPopulation, { reference });
  return row === undefined ? undefined : infoOf(row);
};

/** All sealed populations, oldest first. */
export const listPopulations = (reader: Reader): readonly PopulationInfo[] => reader.all<PopulationRow>(listPopulationsSql).map(infoOf);

/** A page of the refused rows. */
export const readQuarantine = (
  reader: Reader,
  population: string,
  page: { readonly after: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly QuarantineRow[] } => ({
  total: nextQuarantine(reader, population),
  rows: reader.all<QuarantineRow>(listQuarantine, { population, ...page }),
});

type PopulationRow = Omit<PopulationInfo, 'columns' | 'sources' | 'generated'> & {
  readonly columns: string;
  readonly sources: string;
  readonly generated: string | null;
};

const infoOf = ({ columns, sources, generated, ...rest }: PopulationRow): PopulationInfo => ({
  ...rest,
  columns: JSON.parse(columns) as PopulationInfo['columns'],
  sources: JSON.parse(sources) as PopulationInfo['sources'],
  ...(generated === null ? {} : { generated: JSON.parse(generated) as NonNullable<PopulationInfo['generated']> }),
});

/** The number that the next refused row gets: found without counting, since each page and each part asks. */
const nextQuarantine = (reader: Reader, population: string): number =>
  reader.one<{ rows: number }>(getNextQuarantine, { population })?.rows ?? 0;

/** How many refused rows there are, counted one by one. */
export const quarantineCount = (reader: Reader, population: string): number =>
  reader.one<{ rows: number }>(countQuarantine, { population })?.rows ?? 0;
