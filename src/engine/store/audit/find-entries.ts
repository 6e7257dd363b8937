/** Finds the entries that say what a bundle's documents and population are: no table points to them. */
import { readEntry } from '../../audit/audit-entry.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { refuse } from '../../model/problem.ts';
import type { Reader } from '../handle.ts';
import findEntriesSql from './sql/find-entries.sql?raw';

/** Kinds of which a workspace has few entries. */
export type RareKind = 'document.published' | 'population.begun' | 'population.sealed';

const RARE_KINDS = ['document.published', 'population.begun', 'population.sealed'] as const satisfies readonly RareKind[];

/** How an entry of the kind says so in its RFC 8785 bytes. A text inside of it cannot say the same: its quotation marks are escaped. */
const mark = (kind: RareKind): Uint8Array => Buffer.from(`"kind":${canonicalJson(kind)}`, 'utf8');

/** All entries of the rare kinds, oldest first: one walk over the trail, half a second for a million entries. Refusal 'unreadable'. */
export const findRareEntries = (reader: Reader): readonly AuditEntry[] => {
  const [first, second, third] = RARE_KINDS.map(mark) as [Uint8Array, Uint8Array, Uint8Array];
  const found: AuditEntry[] = [];
  for (const { index, data } of reader.iterate<{ readonly index: number; readonly data: Uint8Array }>(findEntriesSql, {
    first,
    second,
    third,
  })) {
    const entry = readEntry(data);
    if (typeof entry === 'string') return refuse('unreadable', `Entry ${index} of the audit trail is not what was recorded: ${entry}.`);
    if ((RARE_KINDS as readonly string[]).includes(entry.kind)) found.push(entry);
  }
  return found;
};
