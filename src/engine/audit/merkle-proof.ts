/** Proofs in the hash tree of RFC 9162: that a leaf is in a tree (2.1.3), and that one tree continues another (2.1.4). */
import { emptyRoot, HASH_BYTES, nodeHash } from './merkle-tree.ts';

/** Root over the leaves [n * 2^height, (n + 1) * 2^height) of a tree that has all of them. */
export type SubtreeHash = (height: number, n: number) => Uint8Array;

type Range = { readonly from: number; readonly to: number };

/** Root of the tree over the first `size` leaves. */
export const treeRoot = (subtree: SubtreeHash, size: number): Uint8Array => {
  demandSize(size);
  return size === 0 ? emptyRoot() : rangeRoot(subtree, { from: 0, to: size });
};

/** The hashes that lead from leaf `index` to the root over `size` leaves, from the leaf's sibling on. */
export const inclusionProof = (subtree: SubtreeHash, { index, size }: { readonly index: number; readonly size: number }) => {
  demandSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError(`no leaf ${index} among ${size}`);
  const proof: Uint8Array[] = [];
  let range: Range = { from: 0, to: size };
  while (range.to - range.from > 1) {
    const middle = split(range);
    const [left, right] = [
      { from: range.from, to: middle },
      { from: middle, to: range.to },
    ];
    proof.push(rangeRoot(subtree, index < middle ? right : left));
    range = index < middle ? left : right;
  }
  return proof.reverse() as readonly Uint8Array[];
};

/** The hashes that show that the tree over `newSize` leaves begins with the one over `oldSize`; none where either is all of it or nothing. */
export const consistencyProof = (
  subtree: SubtreeHash,
  { oldSize, newSize }: { readonly oldSize: number; readonly newSize: number },
): readonly Uint8Array[] => {
  demandSize(oldSize);
  demandSize(newSize);
  if (oldSize > newSize) throw new RangeError(`a tree of ${newSize} leaves does not continue one of ${oldSize}`);
  if (oldSize === 0) return [];
  const proof: Uint8Array[] = [];
  let range: Range = { from: 0, to: newSize };
  while (range.to !== oldSize) {
    const middle = split(range);
    const isLeft = oldSize <= middle;
    proof.push(rangeRoot(subtree, isLeft ? { from: middle, to: range.to } : { from: range.from, to: middle }));
    range = isLeft ? { from: range.from, to: middle } : { from: middle, to: range.to };
  }
  // Where the old tree is a complete left part of the new one, whoever verifies has this hash: it is the old root.
  if (range.from > 0) proof.push(rangeRoot(subtree, range));
  return proof.reverse();
};

/** Whether the proof leads from the leaf's hash to the root. What is wrong comes as a sentence; nothing that is given makes it throw. */
export const verifyInclusion = (claim: {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}): string | undefined => {
  const { index, size, leaf, proof, root } = claim;
  if (!isSize(index) || !isSize(size) || index >= size) return `There is no entry ${index} in a tree of ${size} entries.`;
  const malformed = malformedHash([leaf, root, ...proof]);
  if (malformed !== undefined) return malformed;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return 'The proof has more hashes than the tree has levels.';
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      // On the right edge, levels without a sibling are passed over.
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  if (last !== 0) return 'The proof has fewer hashes than the way to the root.';
  return same(hash, root) ? undefined : 'The proof leads to another root.';
};

/**
 * Whether the proof shows that the new tree begins with the old one. What is wrong comes as a sentence. Anything continues a tree without
 * leaves, so `oldSize` 0 is refused: it would prove nothing.
 */
export const verifyConsistency = (claim: {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): string | undefined => {
  const { oldSize, newSize, oldRoot, newRoot, proof } = claim;
  if (!isSize(oldSize) || !isSize(newSize) || oldSize === 0) return 'A proof of consistency starts from a tree of at least one entry.';
  if (oldSize > newSize) return `A tree of ${newSize} entries cannot continue one of ${oldSize}.`;
  if (oldSize === newSize) {
    if (proof.length > 0) return 'Between two trees of one size there is nothing to prove, but the proof has hashes.';
    return same(oldRoot, newRoot) ? undefined : `There are two roots for ${newSize} entries.`;
  }
  return malformedHash([oldRoot, newRoot, ...proof]) ?? walkConsistency(claim);
};

/** RFC 9162, 2.1.4.2, from step 3 on: both roots are computed along one path. */
const walkConsistency = ({ oldSize, newSize, oldRoot, newRoot, proof }: Parameters<typeof verifyConsistency>[0]): string | undefined => {
  let node = oldSize - 1;
  let last = newSize - 1;
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  const path = node === 0 ? [oldRoot, ...proof] : proof;
  const first = path[0];
  if (first === undefined) return 'The proof has no hashes.';
  let oldHash = first;
  let newHash = first;
  for (const hash of path.slice(1)) {
    if (last === 0) return 'The proof has more hashes than the tree has levels.';
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(hash, oldHash);
      newHash = nodeHash(hash, newHash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else newHash = nodeHash(newHash, hash);
    [node, last] = [half(node), half(last)];
  }
  if (last !== 0) return 'The proof has fewer hashes than the way to the root.';
  if (!same(oldHash, oldRoot)) return 'The proof leads to another root for the old tree.';
  return same(newHash, newRoot) ? undefined : 'The proof leads to another root for the new tree.';
};

/** Root over a range that starts at a multiple of the largest power of two below its width, as every range here does. */
const rangeRoot = (subtree: SubtreeHash, range: Range): Uint8Array => {
  const width = range.to - range.from;
  const height = Math.floor(Math.log2(width));
  if (width === 2 ** height) return subtree(height, range.from / width);
  const middle = split(range);
  return nodeHash(rangeRoot(subtree, { from: range.from, to: middle }), rangeRoot(subtree, { from: middle, to: range.to }));
};

/** Where RFC 9162 parts a range of more than one leaf: after the largest power of two below its width. */
const split = ({ from, to }: Range): number => {
  let width = 1;
  while (width * 2 < to - from) width *= 2;
  return from + width;
};

const demandSize = (size: number): void => {
  if (!isSize(size)) throw new RangeError(`${size} is not a size of a tree`);
};

/** Sizes are numbers, not 32-bit integers: no operator on bits is used on them. */
const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
const isOdd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);

const malformedHash = (hashes: readonly Uint8Array[]): string | undefined =>
  hashes.every((hash) => hash.length === HASH_BYTES) ? undefined : `A hash does not have ${HASH_BYTES} bytes.`;

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
