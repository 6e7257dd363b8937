/** The tree and its proofs straight from the recursive definitions of RFC 9162, section 2.1, with nothing of the program's own. */
import { createHash } from 'node:crypto';

type Hashes = readonly Uint8Array[];

/** Root over leaf hashes (2.1.1). */
export const plainRoot = (leaves: Hashes): Uint8Array => {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const k = splitOf(leaves.length);
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(plainRoot(leaves.slice(0, k)))
    .update(plainRoot(leaves.slice(k)))
    .digest();
};

/** PATH(m, D_n) (2.1.3.1). */
export const plainInclusion = (m: number, leaves: Hashes): Hashes => {
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  return m < k
    ? [...plainInclusion(m, leaves.slice(0, k)), plainRoot(leaves.slice(k))]
    : [...plainInclusion(m - k, leaves.slice(k)), plainRoot(leaves.slice(0, k))];
};

/** PROOF(m, D_n) (2.1.4.1). */
export const plainConsistency = (m: number, leaves: Hashes): Hashes => subProof(m, leaves, true);

const subProof = (m: number, leaves: Hashes, isComplete: boolean): Hashes => {
  if (m === leaves.length) return isComplete ? [] : [plainRoot(leaves)];
  const k = splitOf(leaves.length);
  return m <= k
    ? [...subProof(m, leaves.slice(0, k), isComplete), plainRoot(leaves.slice(k))]
    : [...subProof(m - k, leaves.slice(k), false), plainRoot(leaves.slice(0, k))];
};

const splitOf = (size: number): number => {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
};
