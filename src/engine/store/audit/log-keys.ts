/** The keys of the log that the trail itself names. */

import type { Reader, Writer } from '../handle.ts';
import { readWorkspace } from '../workspace/workspace-store.ts';
import insertLogKey from './sql/insert-log-key.sql?raw';
import listLogKeys from './sql/list-log-keys.sql?raw';

/** Kind of the entry that names another key than the one before it. */
export const LOG_KEY_MADE = 'log-key.made';

export type LogKeyRow = {
  /** Verifier key, in the form of C2SP signed notes. */
  readonly key: string;
  /** Index of the entry that names it: from there on it signs. */
  readonly entry: number;
};

/** What the log is called, and the key that signs its checkpoints with it. */
export const originOf = (workspaceId: string): string => `probity/${workspaceId}`;

export const logOrigin = (reader: Reader): string => originOf(readWorkspace(reader).id);

/** Oldest first. */
export const logKeys = (reader: Reader): readonly LogKeyRow[] => reader.all<LogKeyRow>(listLogKeys);

export const addLogKey = (writer: Pick<Writer, 'run'>, { key, entry }: LogKeyRow): void => {
  writer.run(insertLogKey, { key, entry });
};
