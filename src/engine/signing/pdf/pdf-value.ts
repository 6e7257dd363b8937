/** The values that PDF objects are made of (ISO 32000-1, 7.3), each with its place in the file. */

type Place = {
  /** Byte offsets in the file; `to` is the first byte after it. */
  readonly from: number;
  readonly to: number;
};

export type PdfValue =
  | (Place & { readonly kind: 'null' | 'true' | 'false' })
  | (Place & { readonly kind: 'number'; readonly value: number })
  | (Place & { readonly kind: 'name'; readonly name: string })
  | (Place & { readonly kind: 'string'; readonly form: 'literal' | 'hex' })
  | (Place & { readonly kind: 'ref'; readonly object: number })
  | PdfArray
  | PdfDictionary;

export type PdfArray = Place & { readonly kind: 'array'; readonly items: readonly PdfValue[] };

export type PdfDictionary = Place & { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PdfEntry> };

/** `from` is where the key begins. */
export type PdfEntry = { readonly from: number; readonly value: PdfValue };

/** The value of a key; undefined where there is none. */
export const entryOf = (dictionary: PdfDictionary, key: string): PdfValue | undefined => dictionary.entries.get(key)?.value;

/** Whether a key has this name as its value. */
export const isNamed = (dictionary: PdfDictionary, key: string, name: string): boolean => {
  const value = entryOf(dictionary, key);
  return value?.kind === 'name' && value.name === name;
};

/** The object that a key refers to; undefined where its value is anything else. */
export const refOf = (dictionary: PdfDictionary, key: string): number | undefined => {
  const value = entryOf(dictionary, key);
  return value?.kind === 'ref' ? value.object : undefined;
};
