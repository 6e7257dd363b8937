/** Roots of complete subtrees over leaves that are held in memory. */

import type { SubtreeHash } from '../../src/engine/audit/merkle-proof.ts';
import { nodeHash } from '../../src/engine/audit/merkle-tree.ts';

/** Throws for a subtree that is not complete: nothing may ask for one. */
export const leafSubtrees = (leaves: readonly Uint8Array[]): SubtreeHash => {
  const levels: Uint8Array[][] = [[...leaves]];
  while ((levels.at(-1) as Uint8Array[]).length > 1) {
    const below = levels.at(-1) as Uint8Array[];
    levels.push(
      Array.from({ length: Math.floor(below.length / 2) }, (_, n) => nodeHash(below[2 * n] as Uint8Array, below[2 * n + 1] as Uint8Array)),
    );
  }
  return (height, n) => {
    const hash = levels[height]?.[n];
    if (hash === undefined) throw new RangeError(`the tree has no complete subtree ${n} of height ${height}`);
    return hash;
  };
};
