/** The tree over all case results of a run, in unit order, whose root is the result hash. */
import { rootOf } from '../audit/merkle-tree.ts';

/**
 * Root over all cases from the roots of the chunks in order. It equals the root over all leaves (RFC 9162, 2.1.1) because every chunk but the
 * last holds the same power of two of units, and is therefore a complete subtree.
 */
export const resultRoot = (chunkRoots: Iterable<Uint8Array>): Uint8Array => rootOf(chunkRoots);
