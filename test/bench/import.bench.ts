/**
 * `npm run bench -- import [--rows 1000000] [--json]`: made-up files are imported into a workspace as the app does it, by one job process, everything
 * checked, hashed and on disk: a table of seven columns, the same ten times as long, and households with their persons for K-TAP. Then where the job's
 * time goes, by a profile of the first import in this process. Files are written once and kept in the folder for temporary files.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Job } from '../../src/engine/job/protocol.ts';
import { importPopulation } from '../../src/engine/population/import-job.ts';
import { importFiles, ktap, measure, openWorkspace, type Phase } from './bench-workspace.ts';
import { flatMapping, flatPolicy, writeFlatRows } from './write-flat-rows.ts';
import { householdMapping, writeHouseholds } from './write-households.ts';

const ROWS_DEFAULT = 1_000_000;
const TIMES_LONGER = 10;
/** Changed whenever the files are written differently. */
const FILES_VERSION = 1;
/** Functions of the profile that are told. */
const SHARES_MAX = 12;

type ImportJob = Extract<Job, { readonly kind: 'import' }>;

/** A folder stands only once its files are whole. */
const keptFolder = (name: string, write: (folder: string) => void): string => {
  const folder = join(tmpdir(), `probity-bench-import-${FILES_VERSION}-${name}`);
  if (existsSync(folder)) return folder;
  const writing = `${folder}.${process.pid}`;
  mkdirSync(writing);
  write(writing);
  renameSync(writing, folder);
  return folder;
};

const flatJob = (rows: number): ImportJob => {
  const folder = keptFolder(`flat-${rows}`, (path) => writeFlatRows(join(path, 'units.csv'), rows));
  return { kind: 'import', unitsPath: join(folder, 'units.csv'), mapping: flatMapping, policy: flatPolicy };
};

const householdJob = (units: number): ImportJob => {
  const folder = keptFolder(`households-${units}`, (path) =>
    writeHouseholds({ units: join(path, 'units.csv'), members: join(path, 'members.csv') }, units),
  );
  const paths = { unitsPath: join(folder, 'units.csv'), membersPath: join(folder, 'members.csv') };
  return { kind: 'import', ...paths, mapping: householdMapping, policy: ktap };
};

const bytesOf = ({ unitsPath, membersPath }: ImportJob): number =>
  statSync(unitsPath).size + (membersPath === undefined ? 0 : statSync(membersPath).size);

const runImport = async (name: string, job: ImportJob, rows: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  const phases: Phase[] = [];
  try {
    const store = openWorkspace(folder);
    const info = await measure(phases, name, rows, () => importFiles(store, job));
    store.close();
    if (info.units !== rows || info.quarantined !== 0) throw new Error(`${info.units} units and ${info.quarantined} refused rows`);
    const [phase] = phases as [Phase];
    const megabytes = bytesOf(job) / 1e6;
    const perSecond = (ms: number): number => Math.round((megabytes * 1000) / ms);
    return {
      ...phase,
      rows: info.units + info.members,
      megabytes: Math.round(megabytes),
      megabytesPerSecond: perSecond(phase.ms),
      /** What the job alone would reach with a processor to itself. */
      megabytesPerJobCpuSecond: phase.childCpuMs === null ? null : perSecond(phase.childCpuMs),
      workspaceMiB: Math.round(statSync(join(folder, 'bench.probity')).size / 1024 / 1024),
      fingerprint: info.fingerprint,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Share of each function in the time of the job's thread, waiting left out. */
const profileOf = async (job: ImportJob): Promise<readonly { readonly name: string; readonly percent: number }[]> => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await importPopulation(job, { progress: () => undefined, part: async () => undefined, signal: new AbortController().signal });
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const counts = Map.groupBy(profile.samples ?? [], (id) => names.get(id) || 'without a name');
  for (const waiting of ['(idle)', '(program)']) counts.delete(waiting);
  const total = [...counts.values()].reduce((sum, samples) => sum + samples.length, 0);
  return [...counts]
    .map(([name, samples]) => ({ name, percent: Math.round((samples.length * 1000) / total) / 10 }))
    .sort((a, b) => b.percent - a.percent)
    .slice(0, SHARES_MAX);
};

const describe = (run: Awaited<ReturnType<typeof runImport>>): string =>
  [
    `${run.phase}: ${run.rows} rows, ${run.megabytes} MB, ${run.ms} ms, ${run.megabytesPerSecond} MB/s (${run.megabytesPerJobCpuSecond ?? '?'} by the job's CPU)`,
    `  main ${run.ownCpuMs} ms of CPU, ${run.ownPeakMiB ?? '?'} MiB   job ${run.childCpuMs ?? '?'} ms of CPU, ${run.childPeakMiB ?? '?'} MiB   workspace ${run.workspaceMiB} MiB`,
  ].join('\n');

const { values } = parseArgs({ options: { rows: { type: 'string' }, json: { type: 'boolean', default: false } } });
const rows = Number(values.rows ?? ROWS_DEFAULT);
const flat = await runImport('flat table', flatJob(rows), rows);
const long = await runImport('long flat table', flatJob(rows * TIMES_LONGER), rows * TIMES_LONGER);
const households = await runImport('households', householdJob(rows), rows);
const shares = await profileOf(flatJob(rows));
console.log(
  values.json
    ? JSON.stringify({ cores: availableParallelism(), flat, long, households, shares })
    : [
        ...[flat, long, households].map(describe),
        'where the time of the job goes:',
        ...shares.map(({ name, percent }) => `  ${String(percent).padStart(5)} %  ${name}`),
      ].join('\n'),
);
