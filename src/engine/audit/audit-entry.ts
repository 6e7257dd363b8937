/** An audit entry's bytes, and back. */
import type { AuditEntry } from '../model/audit-entry.ts';
import { canonicalJson } from '../model/canonical-json.ts';

/** Bytes of an entry at most: what a two-byte length can say in the log formats of others. */
export const ENTRY_BYTES_MAX = 65_535;

/** The entry's RFC 8785 bytes: these are stored, hashed, and never made again. */
export const writeEntry = (entry: AuditEntry): Uint8Array => {
  const data = Buffer.from(canonicalJson(entry), 'utf8');
  if (data.length > ENTRY_BYTES_MAX) throw new Error(`an audit entry of kind ${entry.kind} has ${data.length} bytes`);
  return data;
};

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads an entry's bytes, which may come from anywhere. Gives a sentence where they are no entry. */
export const readEntry = (data: Uint8Array): AuditEntry | string => {
  let value: unknown;
  try {
    value = JSON.parse(UTF8.decode(data));
  } catch {
    return 'its bytes are not JSON';
  }
  return isEntry(value) ? value : 'it lacks what every entry has: index, time, actor, kind and subject';
};

const isEntry = (value: unknown): value is AuditEntry => {
  if (typeof value !== 'object' || value === null) return false;
  const { index, at, actor, kind, subject, detail, commitment } = value as { readonly [name: string]: unknown };
  return (
    Number.isSafeInteger(index) &&
    typeof at === 'string' &&
    typeof actor === 'string' &&
    typeof kind === 'string' &&
    isObject(subject) &&
    (detail === undefined || isObject(detail)) &&
    (commitment === undefined || typeof commitment === 'string')
  );
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
