/** The audit entries of one run: those that commit to its moves. */
import { readEntry } from '../../audit/audit-entry.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import type { Reader } from '../handle.ts';
import countRunEntries from './sql/count-run-entries.sql?raw';
import listRunEntries from './sql/list-run-entries.sql?raw';

/** `after`: how many of them stand before the page. A run of an earlier program has none. */
export const runEntries = (
  reader: Reader,
  run: string,
  page: { readonly after: number; readonly limit: number },
): { readonly size: number; readonly entries: readonly AuditEntry[] } => ({
  size: reader.one<{ readonly count: number }>(countRunEntries, { run })?.count ?? 0,
  entries: reader.all<{ readonly index: number; readonly data: Uint8Array }>(listRunEntries, { run, ...page }).map(({ index, data }) => {
    const entry = readEntry(data);
    if (typeof entry === 'string') throw new Error(`audit entry ${index}: ${entry}`);
    return entry;
  }),
});
