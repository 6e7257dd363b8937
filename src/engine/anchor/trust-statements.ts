/** What may be said of a trail by what it holds itself and by what others remember of it. There is never one verdict for all. */
import type { Anchor, TrustStatement } from '../model/trust.ts';

export type CheckedLog = {
  readonly size: number;
  /** Lower-case hex, recomputed. */
  readonly root: string;
  /** The first entry that is not what was once recorded. */
  readonly finding?: { readonly index: number; readonly reason: string } | undefined;
  /** Recorded objects that were recomputed. */
  readonly objects: number;
};

type Contradiction = { readonly anchor: Anchor; readonly reason: string; readonly isBeyond: boolean };

/**
 * `rootAt` recomputes the root over the first `size` entries, and gives undefined where that cannot be done; anchors of such sizes are passed over.
 * Of many memories of one and the same witness only those are stated that say most: the newest that agrees, the first that the trail
 * departed from, and the largest that it does not reach.
 */
export const trustStatements = ({
  log,
  anchors,
  rootAt,
}: {
  readonly log: CheckedLog;
  readonly anchors: readonly Anchor[];
  readonly rootAt: (size: number) => string | undefined;
}): readonly TrustStatement[] => {
  const agreeing: Anchor[] = [];
  const contradictions: Contradiction[] = [];
  for (const anchor of anchors) {
    if (anchor.size > log.size) contradictions.push({ anchor, reason: beyond(anchor, log), isBeyond: true });
    else if (anchor.size > 0) {
      const root = rootAt(anchor.size);
      if (root === anchor.root) agreeing.push(anchor);
      else if (root !== undefined) contradictions.push({ anchor, reason: departed(anchor), isBeyond: false });
    }
  }
  return [
    inside(log),
    ...tellingContradictions(contradictions).map(({ anchor, reason }) => ({ kind: 'contradicted', anchor, reason }) as const),
    ...tellingAgreements(agreeing).map((anchor) => ({ kind: 'anchored', anchor }) as const),
    ...unanchored(log, agreeing),
  ];
};

const inside = ({ size, root, finding, objects }: CheckedLog): TrustStatement =>
  finding === undefined
    ? { kind: 'consistent', size, root, objects }
    : { kind: 'inconsistent', index: finding.index, reason: finding.reason };

/** What rests on this machine alone: all after the largest state that somebody outside of it remembers as it is. */
const unanchored = ({ size }: CheckedLog, agreeing: readonly Anchor[]): readonly TrustStatement[] => {
  const newest = agreeing.filter(({ outside }) => outside).toSorted(bySize)[0];
  const from = newest?.size ?? 0;
  if (from === size) return [];
  return [{ kind: 'unanchored', from, entries: size - from, ...(newest === undefined ? {} : { newest }) }];
};

const tellingAgreements = (agreeing: readonly Anchor[]): readonly Anchor[] =>
  firstOfEach(agreeing.toSorted(bySize), sourceOf).toSorted((a, b) => Number(b.outside) - Number(a.outside) || bySize(a, b));

const tellingContradictions = (contradictions: readonly Contradiction[]): readonly Contradiction[] => {
  const [reach, depart] = [contradictions.filter(({ isBeyond }) => isBeyond), contradictions.filter(({ isBeyond }) => !isBeyond)];
  const ofSource = ({ anchor }: Contradiction): string => sourceOf(anchor);
  return [
    ...firstOfEach(
      depart.toSorted((a, b) => bySize(b.anchor, a.anchor)),
      ofSource,
    ),
    ...firstOfEach(
      reach.toSorted((a, b) => bySize(a.anchor, b.anchor)),
      ofSource,
    ),
  ];
};

const beyond = (anchor: Anchor, { size }: CheckedLog): string =>
  `There were ${anchor.size} entries then, and now there are ${size}: the trail was cut off, or this is an older copy of it.`;

const departed = ({ size }: Anchor): string =>
  `Its first ${size} entries are not those that were seen then: the trail was rewritten, or another was begun from a copy.`;

/** Largest first; of equals the latest. */
const bySize = (a: Anchor, b: Anchor): number => b.size - a.size || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0);

const sourceOf = ({ kind, by, fingerprint = '' }: Anchor): string => JSON.stringify([kind, by, fingerprint]);

const firstOfEach = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] => {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return [...first.values()];
};
