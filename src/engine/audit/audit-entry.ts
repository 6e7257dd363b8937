/** An audit entry's bytes, and back. */
import type { AuditEntry } from '../model/audit-entry.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { isJsonObject, type Json } from '../model/json.ts';

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
  let value: Json;
  try {
    value = JSON.parse(UTF8.decode(data)) as Json;
  } catch {
    return 'its bytes are not JSON';
  }
  return isEntry(value) ? (value as AuditEntry) : 'it lacks what every entry has: index, time, actor, kind and subject';
};

const isEntry = (value: Json): boolean => {
  if (!isJsonObject(value)) return false;
  const { index, at, actor, kind, subject, detail, commitment } = value;
  return (
    Number.isSafeInteger(index) &&
    typeof at === 'string' &&
    typeof actor === 'string' &&
    typeof kind === 'string' &&
    isJsonObject(subject) &&
    (detail === undefined || isJsonObject(detail)) &&
    (commitment === undefined || typeof commitment === 'string')
  );
};
