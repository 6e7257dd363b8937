/** The list of recently opened workspaces: a small file in the user's data folder, not part of any workspace. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { RecentWorkspace } from './shell-contract.ts';

const ENTRIES_MAX = 12;
const schema = z.array(z.strictObject({ path: z.string(), name: z.string(), openedAt: z.string() })).max(ENTRIES_MAX);
type Entry = z.output<typeof schema>[number];

export type RecentWorkspaces = {
  list(): readonly RecentWorkspace[];
  remember(entry: Entry): void;
  forget(path: string): void;
};

/** A list that cannot be read is an empty list: losing it costs convenience only. */
export const createRecentWorkspaces = (file: string): RecentWorkspaces => {
  const read = (): readonly Entry[] => {
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return [];
    }
  };
  const write = (entries: readonly Entry[]): void => {
    writeFileSync(`${file}.new`, JSON.stringify(entries));
    renameSync(`${file}.new`, file);
  };
  return {
    list: () => read().map((entry) => ({ ...entry, present: existsSync(entry.path) })),
    remember: (entry) => write([entry, ...read().filter((other) => other.path !== entry.path)].slice(0, ENTRIES_MAX)),
    forget: (path) => write(read().filter((entry) => entry.path !== path)),
  };
};
