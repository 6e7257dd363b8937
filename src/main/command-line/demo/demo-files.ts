/** Where the demonstration puts its files, and how it makes room for them. */
import { existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Engine } from '../../../engine/contract.ts';
import { refuse } from '../../../engine/model/problem.ts';

export type DemoFiles = { readonly folder: string; readonly workspace: string; readonly report: string };

const WORKSPACE = 'demo.probity';
const REPORT = 'report.pdf';
/** What the demonstration writes beside its workspace. */
const FILES = ['units.csv', 'members.csv', 'mapping.json', REPORT];
const SIDE_FILES = ['-wal', '-shm', '-lock'].map((suffix) => WORKSPACE + suffix);

/** Also a link that leads nowhere is there. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Files of these names are an earlier demonstration's where its workspace lies beside them, and somebody's own elsewhere. */
const demandOwn = (folder: string): void => {
  if (existsSync(join(folder, WORKSPACE))) return;
  const foreign = FILES.filter((name) => isThere(join(folder, name)));
  if (foreign.length > 0) {
    refuse(
      'conflict',
      `"${folder}" holds ${foreign.join(', ')}, and no demonstration that could have made it. Move them away, or choose another folder with --out.`,
    );
  }
};

/** The desktop application may have the workspace of the last demonstration open. */
const demandUnused = async (engine: Engine, workspace: string): Promise<void> => {
  if (!existsSync(workspace)) return;
  const opened = await engine.call('workspace.open', { path: workspace, takeUp: false });
  // A file that cannot be opened is in nobody's use.
  if (!opened.ok) return;
  await engine.call('workspace.close', {});
  if (opened.value.readOnly)
    refuse('busy', `"${workspace}" is open in another process. Close it there, or choose another folder with --out.`);
};

const orRefuse = (folder: string, work: () => void): void => {
  try {
    work();
  } catch (error) {
    refuse('unwritable', `The folder "${folder}" cannot be written (${(error as NodeJS.ErrnoException).code}). Choose another with --out.`);
  }
};

/**
 * Makes the folder ready: what an earlier demonstration left is removed, nothing else is touched. Refusals: 'unwritable', 'busy', and 'conflict'
 * where files of other people have the names that are needed.
 */
export const prepareDemoFolder = async (engine: Engine, path: string): Promise<DemoFiles> => {
  const folder = resolve(path);
  const workspace = join(folder, WORKSPACE);
  orRefuse(folder, () => mkdirSync(folder, { recursive: true }));
  demandOwn(folder);
  await demandUnused(engine, workspace);
  orRefuse(folder, () => {
    for (const name of [WORKSPACE, ...SIDE_FILES, ...FILES]) rmSync(join(folder, name), { force: true });
  });
  return { folder, workspace, report: join(folder, REPORT) };
};
