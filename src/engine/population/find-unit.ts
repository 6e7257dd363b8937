/**
 * Where a unit is among the chunks of a population. No index is kept: keys mostly rise through a file, as registers number their units, and then a
 * handful of chunks is looked into instead of all of them, each of which is read and verified first. Keys in any other order are found as well.
 */

export type KeyChunks = {
  readonly count: number;
  /** The key of a chunk's first unit. */
  first(chunk: number): string;
  /** The row of a key in a chunk, or -1. */
  rowOf(chunk: number, key: string): number;
};

/** "9" goes before "10", and "H9" before "H10". */
const { compare } = new Intl.Collator('en', { numeric: true });

/** The last chunk that begins at or before the key, as far as the chunks' first keys rise. */
const likelyChunk = ({ count, first }: KeyChunks, key: string): number => {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (compare(first(middle), key) <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
};

export const findUnit = (chunks: KeyChunks, key: string): { readonly chunk: number; readonly row: number } | undefined => {
  if (chunks.count === 0) return undefined;
  const likely = likelyChunk(chunks, key);
  for (let step = 0; step <= chunks.count; step++) {
    // The likely one first, then all in order but that one.
    const chunk = step === 0 ? likely : step - 1;
    if (step > 0 && chunk === likely) continue;
    const row = chunks.rowOf(chunk, key);
    if (row >= 0) return { chunk, row };
  }
  return undefined;
};
