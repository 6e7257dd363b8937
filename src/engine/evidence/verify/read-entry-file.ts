/** Reads an entry that came in a file: only in the one byte form that two programs cannot read in two ways. */
import { readEntry } from '../../audit/audit-entry.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import { readCanonical } from './bundle-json.ts';

/** Gives the end of a sentence where it is none. A name that stands twice in it would say one thing here and another in the next program. */
export const readEntryFile = (bytes: Uint8Array): AuditEntry | string => {
  const read = readCanonical(bytes);
  return 'flaw' in read ? read.flaw : readEntry(bytes);
};
