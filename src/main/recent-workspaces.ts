/** The list of recently opened workspaces: a small file in the user's data folder, not part of any workspace. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { z } from 'zod';
import type { Port } from '../engine/port.ts';
import type { RecentWorkspace } from './shell-contract.ts';

const ENTRIES_MAX = 12;
const schema = z.array(z.strictObject({ path: z.string(), name: z.string(), openedAt: z.string() })).max(ENTRIES_MAX);
type Entry = z.output<typeof schema>[number];

export type RecentWorkspaces = {
  list(): Promise<readonly RecentWorkspace[]>;
  remember(entry: Entry): void;
  forget(path: string): void;
};

const isPresent = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Losing the list costs convenience only: one that cannot be read is an empty list, and one that cannot be written is logged. */
export const createRecentWorkspaces = (file: string, log: Port['log']): RecentWorkspaces => {
  const read = (): readonly Entry[] => {
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return [];
    }
  };
  const write = (entries: readonly Entry[]): void => {
    try {
      writeFileSync(`${file}.new`, JSON.stringify(entries));
      renameSync(`${file}.new`, file);
    } catch (error) {
      log('warn', 'recent.unwritable', { code: (error as NodeJS.ErrnoException).code });
    }
  };
  return {
    list: () => Promise.all(read().map(async (entry) => ({ ...entry, present: await isPresent(entry.path) }))),
    remember: (entry) => write([entry, ...read().filter((other) => other.path !== entry.path)].slice(0, ENTRIES_MAX)),
    forget: (path) => write(read().filter((entry) => entry.path !== path)),
  };
};
