/** Changes entries of a dictionary and leaves every other byte of it as it is. */
import type { PdfDictionary } from './pdf-value.ts';

/** Texts by key; undefined takes the entry away. What is not there yet is added at the end. */
export type PdfEdits = Readonly<Record<string, string | undefined>>;

/** The dictionary's bytes after the change. */
export const editDictionary = (bytes: Uint8Array, dictionary: PdfDictionary, edits: PdfEdits): readonly Uint8Array[] => {
  const parts: Uint8Array[] = [];
  let at = dictionary.from;
  for (const [key, { from, value }] of dictionary.entries) {
    if (!(key in edits)) continue;
    const text = edits[key];
    parts.push(bytes.subarray(at, from), Buffer.from(text === undefined ? '' : `/${key} ${text}`));
    at = value.to;
  }
  const added = Object.entries(edits).filter(([key, text]) => text !== undefined && !dictionary.entries.has(key));
  const close = dictionary.to - 2;
  return [...parts, bytes.subarray(at, close), Buffer.from(added.map(([key, text]) => ` /${key} ${text}`).join('')), Buffer.from('>>')];
};
