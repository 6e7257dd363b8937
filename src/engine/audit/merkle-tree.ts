/** The hash tree of RFC 9162, section 2.1: over the audit trail's entries and over the results of an impact run. */
import { sha256 } from '../model/sha256.ts';

export const HASH_BYTES = 32;

/** Inputs of hashes, reused: `sha256` is synchronous and keeps nothing of what it was given. */
const leafInput = new Uint8Array(64 * 1024);
const nodeInput = new Uint8Array(1 + 2 * HASH_BYTES);
nodeInput[0] = 1;

/** Hash of a leaf: SHA-256(00 || data). The prefixes keep a leaf from ever passing for an inner node. */
export const leafHash = (data: Uint8Array): Uint8Array => {
  const bytes = 1 + data.length;
  const input = bytes <= leafInput.length ? leafInput.subarray(0, bytes) : new Uint8Array(bytes);
  input.set(data, 1);
  return sha256(input);
};

/** Hash of an inner node: SHA-256(01 || left || right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('a node hash takes two hashes of 32 bytes');
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return sha256(nodeInput);
};

/** Root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array(0));

type Peak = { readonly height: number; readonly hash: Uint8Array };

/** Told of the root of every complete subtree of 2^height leaves, at the moment in which its last leaf is appended. */
export type SubtreeListener = (height: number, root: Uint8Array) => void;

/**
 * The right edge of a growing tree: the roots of its complete subtrees, largest first. It holds as many hashes as the size has one-bits, and
 * everything that appending and the root need.
 */
export class Frontier {
  private readonly peaks: Peak[] = [];
  private readonly onSubtree: SubtreeListener | undefined;
  private leaves = 0;

  constructor(onSubtree?: SubtreeListener) {
    this.onSubtree = onSubtree;
  }

  get size(): number {
    return this.leaves;
  }

  append(leaf: Uint8Array): void {
    this.appendSubtree(leaf, 0);
  }

  /** Appends a complete subtree of 2^height leaves by its root; the size so far must be a multiple of 2^height. */
  appendSubtree(root: Uint8Array, height: number): void {
    if (root.length !== HASH_BYTES) throw new RangeError('a subtree root has 32 bytes');
    const last = this.peaks.at(-1);
    if (last !== undefined && last.height < height)
      throw new RangeError(`a subtree of height ${height} does not fit at size ${this.leaves}`);
    this.leaves += 2 ** height;
    let hash = root;
    let at = height;
    while (this.peaks.at(-1)?.height === at) {
      hash = nodeHash((this.peaks.pop() as Peak).hash, hash);
      at++;
      this.onSubtree?.(at, hash);
    }
    this.peaks.push({ height: at, hash });
  }

  /** Root of the tree over all leaves so far. */
  root(): Uint8Array {
    const last = this.peaks.at(-1);
    if (last === undefined) return emptyRoot();
    let hash = last.hash;
    for (let i = this.peaks.length - 2; i >= 0; i--) hash = nodeHash((this.peaks[i] as Peak).hash, hash);
    return hash;
  }
}

/**
 * Root over leaf hashes in order. The hashes may as well be roots of subtrees of one size that is a power of two, the last one smaller: then
 * it is the root over all their leaves.
 */
export const rootOf = (hashes: Iterable<Uint8Array>): Uint8Array => {
  const frontier = new Frontier();
  for (const hash of hashes) frontier.append(hash);
  return frontier.root();
};
