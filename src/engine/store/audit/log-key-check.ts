/** Compares the keys of the log with the entries that name them. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import type { Reader } from '../handle.ts';
import { LOG_KEY_MADE, logKeys } from './log-keys.ts';
import type { ObjectCheck } from './object-check.ts';
import getLogKey from './sql/get-log-key.sql?raw';

/** The verifier key that an entry names, if it does: the workspace's first, or one made later. */
export const namedKey = ({ kind, detail }: AuditEntry): string | undefined => {
  const key = kind === 'workspace.created' || kind === LOG_KEY_MADE ? detail?.logKey : undefined;
  return typeof key === 'string' ? key : undefined;
};

/** A sentence where the table has another key for the entry than it names. */
export const wrongLogKey = (reader: Reader, entry: AuditEntry): string | undefined =>
  reader.one<{ readonly key: string }>(getLogKey, { entry: entry.index })?.key === namedKey(entry)
    ? undefined
    : 'the table of log keys has another key for it than it names';

export const logKeyCheck: ObjectCheck = {
  kinds: [LOG_KEY_MADE],
  begin: (reader) => {
    let newest: string | undefined;
    const known = new Set<number>([0]);
    return {
      compare: (entry) => {
        known.add(entry.index);
        newest ??= logKeys(reader).find(({ entry: index }) => index === 0)?.key;
        const replaces = entry.detail?.replaces;
        const follows = replaces === newest;
        newest = namedKey(entry);
        const wrong = follows ? wrongLogKey(reader, entry) : 'it does not say which key it replaces';
        return { checked: 1, ...(wrong === undefined ? {} : { wrong }) };
      },
      leftOver: () =>
        logKeys(reader).some(({ entry }) => !known.has(entry)) ? 'the table of log keys has one that no entry names' : undefined,
    };
  },
};
