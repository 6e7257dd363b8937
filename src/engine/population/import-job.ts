/** Imports a population: reads, maps and checks every row, and hands over chunks of columns and the rows that were refused. */
import type { Job, JobContext } from '../job/protocol.ts';
import type { SourceFile } from '../model/population.ts';
import { demandValue, refuse } from '../model/problem.ts';
import { type CompiledMapping, compileMapping } from './compile-mapping.ts';
import { HeldRows } from './held-rows.ts';
import type { Reading } from './mapped-batch.ts';
import { openMembers } from './open-members.ts';
import { openSource } from './open-source.ts';
import { OrderedRows } from './ordered-rows.ts';
import type { PopulationOutcome, PopulationPart } from './population-part.ts';
import { QuarantineBox } from './quarantine-box.ts';
import type { SourceReader } from './source-reader.ts';
import { OutOfOrder } from './unit-order.ts';

type ImportJob = Extract<Job, { readonly kind: 'import' }>;

type Files = { readonly units: SourceReader; readonly members: SourceReader | undefined };

type Counts = Pick<PopulationOutcome, 'units' | 'members' | 'quarantined'>;

/** One way through the files. */
type Pass = {
  readonly files: Files;
  readonly mapping: CompiledMapping;
  readonly together: boolean;
  readonly context: JobContext<PopulationPart>;
};

/**
 * Runs an import. No row is lost: every source row is a unit, a member, or in quarantine; with `rows: "first"` a unit's further rows are
 * its members. Units keep the order of their file. Where the members keep it too, memory does not grow with the files; else what was handed over is
 * taken back by a part `restart`, and the members are held in typed columns.
 *
 * Refuses (`invalid`) a mapping that does not fit, a file that is none of the formats, and a source of which no unit is left; (`unreadable`) a file that
 * cannot be read or changes meanwhile.
 */
export const importPopulation = async (job: ImportJob, context: JobContext<PopulationPart>): Promise<PopulationOutcome> => {
  let handedOver = false;
  const watched: JobContext<PopulationPart> = {
    progress: (progress) => context.progress(progress),
    signal: context.signal,
    part: (part) => {
      handedOver = true;
      return context.part(part);
    },
  };
  try {
    return await importOnce(job, watched, takeOrdered);
  } catch (error) {
    if (!(error instanceof OutOfOrder)) throw error;
    if (handedOver) await context.part({ kind: 'restart' });
    return await importHeld(job, context);
  }
};

/** The same for files in any order, to which it comes by itself: members are read first and held. `reading` is for those that compare. */
export const importHeld = (job: ImportJob, context: JobContext<PopulationPart>, reading: Reading = 'columns'): Promise<PopulationOutcome> =>
  importOnce(job, context, (pass) => takeHeld(pass, reading));

const importOnce = async (
  job: ImportJob,
  context: JobContext<PopulationPart>,
  take: (pass: Pass) => Promise<Counts>,
): Promise<PopulationOutcome> => {
  const units = await openSource(job.unitsPath);
  try {
    const { reader: members, together } = await openMembers(job, units);
    try {
      const sources = { units, members: together ? undefined : members };
      const mapping = demandValue(await compileMapping(job.mapping, job.policy.inputs, sources));
      const counts = await take({ files: { units, members }, mapping, together, context });
      for (const reader of [units, members]) await reader?.demandUnchanged();
      const files = [sourceFile('units', units), ...(members === undefined ? [] : [sourceFile('members', members)])];
      return { unit: job.policy.unit, columns: mapping.columns, ...counts, sources: files };
    } finally {
      await members?.close();
    }
  } finally {
    await units.close();
  }
};

/** Both files side by side. Throws OutOfOrder. */
const takeOrdered = async ({ files, mapping, together, context }: Pass): Promise<Counts> => {
  const { units, members } = files;
  const box = new QuarantineBox((part) => context.part(part));
  const rows = new OrderedRows({ mapping, together, members }, context, box);
  const total = units.bytes + (members?.bytes ?? 0);
  await rows.take(units, (done) => context.progress({ phase: 'read', done, total, unit: 'bytes' }));
  if (rows.units === 0) refuseEmpty(box, files);
  await rows.finish();
  await box.flush();
  return { units: rows.units, members: rows.members, quarantined: box.total };
};

/** The members first, then the units. */
const takeHeld = async ({ files, mapping, together, context }: Pass, reading: Reading): Promise<Counts> => {
  const { units, members } = files;
  const box = new QuarantineBox((part) => context.part(part));
  const rows = new HeldRows({ mapping, together, reading }, context, box);
  const total = units.bytes + (members?.bytes ?? 0);
  for await (const batch of members?.batches() ?? []) {
    context.signal.throwIfAborted();
    await rows.takeMembers(batch);
    context.progress({ phase: 'read members', done: batch.end, total, unit: 'bytes' });
  }
  for await (const batch of units.batches()) {
    context.signal.throwIfAborted();
    await rows.takeUnits(batch);
    context.progress({ phase: 'read units', done: (members?.bytes ?? 0) + batch.end, total, unit: 'bytes' });
  }
  if (rows.units === 0) refuseEmpty(box, files);
  await rows.finish(members);
  return { units: rows.units, members: rows.members, quarantined: box.total };
};

const sourceFile = (role: SourceFile['role'], reader: SourceReader): SourceFile => ({ role, name: reader.name, ...reader.facts() });

const refuseEmpty = (box: QuarantineBox, { units, members }: Files): never => {
  const problems = box.problems((file) => (file === 'units' ? units.name : (members?.name ?? units.name)));
  const message = problems.length === 0 ? `${units.name} has no rows after its header` : `no unit of ${units.name} could be imported`;
  const expected = 'at least one row after the header';
  return refuse('invalid', message, problems.length === 0 ? [{ document: units.name, row: 1, message, expected }] : problems);
};
