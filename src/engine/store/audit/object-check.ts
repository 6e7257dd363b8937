/** How a room has its recorded objects compared with their tables when the workspace is verified. */
import { matchesCommitment } from '../../audit/audit-commitment.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Reader } from '../handle.ts';
import { readSalt } from './audit-store.ts';

/** One per sort of object. Register it in object-checks.ts. */
export type ObjectCheck = {
  /** Kinds of the entries that record such objects. No kind belongs to two checks. */
  readonly kinds: readonly string[];
  /** Starts on one verification, which reads one state of the workspace. */
  begin(reader: Reader): ObjectComparer;
};

export type ObjectComparer = {
  /** Called for every entry of those kinds, in the order of the trail. Entries are good ones: their bytes are what was recorded. */
  compare(entry: AuditEntry): Comparison;
  /** Called after the last entry: a sentence if a table holds what no entry records, undefined if it does not. */
  leftOver(): string | undefined;
};

export type Comparison = {
  /** How many objects were recomputed and compared. */
  readonly checked: number;
  /** How many can no longer be compared, because what that takes was erased. */
  readonly erased?: number;
  /** The entry's own salt is gone; some later entry has to say so. */
  readonly withoutSalt?: true;
  /** A sentence: what differs from the entry. */
  readonly wrong?: string;
};

export const NOTHING_TO_COMPARE: Comparison = { checked: 0 };

/** Compares a payload, read back from its table, with what the entry committed to. `what` names it: "attempt 2 of step load". */
export const compareCommitment = (reader: Reader, entry: AuditEntry, payload: Json | undefined, what: string): Comparison =>
  compareCommittedText(reader, entry, payload === undefined ? undefined : canonicalJson(payload), what);

/** The same for a payload that is stored as its RFC 8785 text. `salt`: where it is kept beside the payload; null once it was erased. */
export const compareCommittedText = (
  reader: Reader,
  entry: AuditEntry,
  text: string | undefined,
  what: string,
  salt: Uint8Array | null = readSalt(reader, entry.index) ?? null,
): Comparison => {
  const { commitment } = entry;
  if (commitment === undefined) return { checked: 0, wrong: `the entry does not commit to ${what}` };
  if (salt === null) return { checked: 0, erased: 1, withoutSalt: true };
  if (text === undefined) return { checked: 0, wrong: `${what} is missing` };
  return matchesCommitment(commitment, salt, text) ? { checked: 1 } : { checked: 1, wrong: `${what} is not what was recorded` };
};
