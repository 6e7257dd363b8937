/** Imports a population from CSV: reads, maps and checks every row, and hands over chunks of columns and the rows that were refused. */
import type { Job, JobContext } from '../job/protocol.ts';
import type { SourceFile } from '../model/population.ts';
import { demandValue, refuse } from '../model/problem.ts';
import { compileMapping } from './compile-mapping.ts';
import { type CsvReader, openCsv } from './csv-reader.ts';
import { ImportRows } from './import-rows.ts';
import type { PopulationOutcome, PopulationPart } from './population-part.ts';

type ImportJob = Extract<Job, { readonly kind: 'import' }>;

type Files = { readonly units: CsvReader; readonly members: CsvReader | undefined };

/**
 * Runs an import. No row is lost: every source row is a unit, a member, or in quarantine; with `rows: "first"` a unit's further rows are
 * its members. Units keep the order of their file. Members are held in typed columns, units only by their keys and one chunk.
 *
 * Refuses (`invalid`) a mapping that does not fit, a file that is no CSV, and a source of which no unit is left; (`unreadable`) a file that
 * cannot be read or changes meanwhile.
 */
export const importPopulation = async (job: ImportJob, context: JobContext<PopulationPart>): Promise<PopulationOutcome> => {
  const units = await openCsv(job.unitsPath);
  try {
    // Where the units' file holds the members too, it is read twice.
    const together = job.membersPath === undefined && job.mapping.members !== undefined && job.mapping.units.rows === 'first';
    const membersPath = together ? job.unitsPath : job.membersPath;
    const members = membersPath === undefined ? undefined : await openCsv(membersPath);
    try {
      const sources = { units, members: together ? undefined : members };
      const mapping = demandValue(compileMapping(job.mapping, job.policy.inputs, sources));
      const rows = new ImportRows(mapping, { together }, context);
      return { unit: job.policy.unit, columns: mapping.columns, ...(await readFiles(rows, { units, members }, context)) };
    } finally {
      await members?.close();
    }
  } finally {
    await units.close();
  }
};

const readFiles = async (
  rows: ImportRows,
  { units, members }: Files,
  context: JobContext<PopulationPart>,
): Promise<Omit<PopulationOutcome, 'unit' | 'columns'>> => {
  const total = units.bytes + (members?.bytes ?? 0);
  const pass = async (reader: CsvReader, phase: 'units' | 'members', before: number): Promise<void> => {
    for await (const batch of reader.batches()) {
      context.signal.throwIfAborted();
      for (let row = 0; row < batch.rows; row++) {
        if (phase === 'members') rows.member(batch, row);
        else rows.unit(batch, row);
        if (rows.wantsHandover) await rows.handOver();
      }
      context.progress({ phase: `read ${phase}`, done: before + batch.end, total, unit: 'bytes' });
    }
  };
  if (members !== undefined) await pass(members, 'members', 0);
  await pass(units, 'units', members?.bytes ?? 0);
  if (rows.counts.units === 0) refuseEmpty(rows, { units, members });
  await rows.finish(members);
  for (const reader of [units, members]) await reader?.demandUnchanged();
  const sources = [sourceFile('units', units), ...(members === undefined ? [] : [sourceFile('members', members)])];
  return { ...rows.counts, sources };
};

const sourceFile = (role: SourceFile['role'], reader: CsvReader): SourceFile => ({ role, name: reader.name, ...reader.facts() });

const refuseEmpty = (rows: ImportRows, { units, members }: Files): never => {
  const problems = rows.problems((file) => (file === 'units' ? units.name : (members?.name ?? units.name)));
  const message = problems.length === 0 ? `${units.name} has no rows after its header` : `no unit of ${units.name} could be imported`;
  const expected = 'at least one row after the header';
  return refuse('invalid', message, problems.length === 0 ? [{ document: units.name, row: 1, message, expected }] : problems);
};
