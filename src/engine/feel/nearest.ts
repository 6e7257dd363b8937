/** "Did you mean …": the known name that is nearest to a misspelt one. */
import type { Fix } from '../model/problem.ts';

/** Names longer than this are not compared: the distance takes the product of the lengths. */
const LENGTH_MAX = 100;
const CANDIDATES_MAX = 2_000;

/** Insertions, deletions, replacements and swaps of neighbours between two texts (optimal string alignment). */
const editDistance = (left: string, right: string): number => {
  const width = right.length + 1;
  const cells = new Uint16Array((left.length + 1) * width);
  const at = (i: number, j: number): number => cells[i * width + j] as number;
  for (let i = 0; i <= left.length; i++) cells[i * width] = i;
  for (let j = 0; j <= right.length; j++) cells[j] = j;
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const replace = at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1);
      let best = Math.min(replace, at(i - 1, j) + 1, at(i, j - 1) + 1);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1);
      cells[i * width + j] = best;
    }
  }
  return at(left.length, right.length);
};

/** The nearest candidate within a third of the length, ignoring case, or undefined. Of equals the first. */
export const nearest = (text: string, candidates: Iterable<string>): string | undefined => {
  if (text.length === 0 || text.length > LENGTH_MAX) return undefined;
  const wanted = text.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.floor(text.length / 3) + 1;
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > CANDIDATES_MAX) break;
    if (Math.abs(candidate.length - text.length) >= bestDistance || candidate.length > LENGTH_MAX) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
};

/** Where the misspelt text stands, and how a name is written there. */
export type Misspelt = Pick<Fix, 'range' | 'isKey'> & { readonly write?: (name: string) => string };

/** A text of a document that is the name and nothing else. */
export const wholeText = (text: string): Misspelt => ({ range: { from: 0, to: text.length } });

/** A key of a document. */
export const wholeKey = (key: string): Misspelt => ({ isKey: true, range: { from: 0, to: key.length } });

/** As a suggestion for a problem: empty, or `did you mean "income"?`, with a fix where it is known what to replace. */
export const didYouMean = (
  text: string,
  candidates: Iterable<string>,
  misspelt?: Misspelt,
): { readonly suggestion?: string; readonly fix?: Fix } => {
  const found = nearest(text, candidates);
  if (found === undefined) return {};
  const suggestion = `did you mean ${JSON.stringify(found)}?`;
  if (misspelt === undefined) return { suggestion };
  const { write = (name) => name, ...place } = misspelt;
  return { suggestion, fix: { ...place, replacement: write(found) } };
};
