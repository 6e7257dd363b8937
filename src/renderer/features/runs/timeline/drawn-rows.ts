/** The rows of a long list that are drawn, and the gaps that keep the place of the others. */

export type Drawn = { readonly index: number } | { readonly from: number; readonly gap: number };

/** `kept`: a row that is drawn wherever it stands, since the focus may be on it. */
export const drawnRows = (
  count: number,
  { first, last }: { readonly first: number; readonly last: number },
  kept: number,
): readonly Drawn[] => {
  const window = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  const indices = kept < count && (kept < first || kept >= last) ? [...window, kept].sort((one, other) => one - other) : window;
  const drawn: Drawn[] = [];
  let next = 0;
  for (const index of indices) {
    if (index > next) drawn.push({ from: next, gap: index - next });
    drawn.push({ index });
    next = index + 1;
  }
  if (next < count) drawn.push({ from: next, gap: count - next });
  return drawn;
};
