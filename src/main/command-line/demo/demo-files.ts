/** Where the demonstration puts its files. */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { refuse } from '../../../engine/model/problem.ts';

export type DemoFiles = { readonly folder: string; readonly workspace: string; readonly report: string };

/** Files of an earlier demonstration. Nothing else in the folder is touched. */
const LEFTOVERS = ['demo.probity', 'demo.probity-wal', 'demo.probity-shm', 'units.csv', 'members.csv', 'mapping.json', 'report.pdf'];

/** Makes the folder ready for another demonstration. Refusal 'unwritable' where it cannot be written to. */
export const prepareDemoFolder = (path: string): DemoFiles => {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of LEFTOVERS) rmSync(join(folder, name), { force: true });
  } catch (error) {
    refuse('unwritable', `The folder "${folder}" cannot be used: ${(error as Error).message}`);
  }
  return { folder, workspace: join(folder, 'demo.probity'), report: join(folder, 'report.pdf') };
};
