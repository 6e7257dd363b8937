/** Reads JSON files of a bundle: only in the one byte form that two programs cannot read in two ways. */
import type { z } from 'zod';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export type ReadJson<T> = { readonly value: T; readonly text: string } | { readonly flaw: string };

/** The text of UTF-8 bytes; undefined where they are none. */
export const utf8Text = (bytes: Uint8Array): string | undefined => {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
};

/** A name that sets what an object inherits from, in this language: some readers would drop it unseen. */
const HIDDEN_NAME = '"__proto__":';

/** RFC 8785 (JCS): names in order and once, no spaces. Nothing that is given makes it throw. */
export const readCanonical = (bytes: Uint8Array): ReadJson<Json> => {
  const text = utf8Text(bytes);
  if (text === undefined) return { flaw: 'its bytes are no UTF-8' };
  if (text.includes(HIDDEN_NAME)) return { flaw: 'it has the name "__proto__", which nothing in a bundle has' };
  try {
    const value = JSON.parse(text) as Json;
    return canonicalJson(value) === text ? { value, text } : { flaw: 'it is JSON, and not in the form of RFC 8785' };
  } catch {
    return { flaw: 'it is no JSON that a bundle has' };
  }
};

/** `path` begins the sentence on what is wrong. */
export const readJsonFile = <T>(path: string, bytes: Uint8Array, schema: z.ZodType<T>): ReadJson<T> => {
  const read = readCanonical(bytes);
  if ('flaw' in read) return { flaw: `${path}: ${read.flaw}.` };
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return { value: parsed.data, text: read.text };
  const [issue] = parsed.error.issues;
  return { flaw: `${path}: at /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'it has another shape'}.` };
};
