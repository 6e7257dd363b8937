/** Hashes of many leaves of the audit tree at once: several times what one call of node:crypto for each can do. */
import { blocksOf, HASHED_AT_ONCE_BYTES, HashLanes, INITIAL_STATE, LANES } from './hash-lanes/hash-lanes.ts';
import { HASH_BYTES } from './merkle-tree.ts';

const BLOCK_BYTES = 64;
/** Leaves are laid out until so many bytes are together, then hashed: few enough to stay in a core's cache. */
const BATCH_BYTES = 256 * 1024;

type Message = { readonly leaf: number; readonly at: number };

/** Hashes of leaves in a row, and roots of subtrees over them. Another user of the thread's lanes takes the memory away; nobody may work in between. */
export class LeafHashes {
  private readonly lanes = new HashLanes();
  private readonly hashesAt = this.lanes.free;
  private count = 0;

  /** Hashes SHA-256(00 || data) of all leaves (RFC 9162, 2.1.1), in order. What `at` and `root` give is of these. */
  take(leaves: readonly Uint8Array[]): void {
    const { lanes } = this;
    this.count = leaves.length;
    const batchAt = this.hashesAt + leaves.length * HASH_BYTES + HASHED_AT_ONCE_BYTES;
    lanes.begin(batchAt + BATCH_BYTES);
    /** By the number of blocks: only messages of equal length go through the lanes together. */
    const waiting = new Map<number, Message[]>();
    let end = batchAt;
    const hashAll = (): void => {
      for (const [blocks, alike] of waiting) this.hash(blocks, alike);
      waiting.clear();
      end = batchAt;
    };
    for (const [index, data] of leaves.entries()) {
      const needed = blocksOf(data.length + 1) * BLOCK_BYTES;
      if (end > batchAt && end + needed > batchAt + BATCH_BYTES) hashAll();
      lanes.reserve(end + needed);
      lanes.bytes[end] = 0;
      lanes.bytes.set(data, end + 1);
      const blocks = lanes.end(end, data.length + 1, 0);
      const message = { leaf: this.hashesAt + index * HASH_BYTES, at: end };
      const alike = waiting.get(blocks);
      if (alike === undefined) waiting.set(blocks, [message]);
      else alike.push(message);
      end += needed;
    }
    hashAll();
  }

  /** Hash of the leaf at `index` among those taken: a view that the next `take` or `root` may change. */
  at(index: number): Uint8Array {
    const from = this.hashesAt + index * HASH_BYTES;
    return this.lanes.bytes.subarray(from, from + HASH_BYTES);
  }

  /** The hashes of so many leaves in a row, as one view. */
  slice(from: number, count: number): Uint8Array {
    const at = this.hashesAt + from * HASH_BYTES;
    return this.lanes.bytes.subarray(at, at + count * HASH_BYTES);
  }

  /** Root over all leaves from `from` on, `count` of them, whose own hashes are overwritten. The hashes after them stay. */
  root(from: number, count: number): Uint8Array {
    if (from < 0 || from + count > this.count) throw new RangeError(`leaves ${from} to ${from + count} of ${this.count}`);
    return this.lanes.reduce(this.hashesAt + from * HASH_BYTES, count);
  }

  private hash(blocks: number, alike: readonly Message[]): void {
    const { lanes } = this;
    const last = alike.length - 1;
    // Lanes that are left over do their neighbour's work once more.
    for (let i = 0; i < alike.length; i += LANES) {
      const [a, b, c, d] = [0, 1, 2, 3].map((lane) => alike[Math.min(i + lane, last)] as Message) as [Message, Message, Message, Message];
      lanes.absorb(INITIAL_STATE, blocks, a.at, b.at, c.at, d.at);
      lanes.sha256.write(a.leaf, b.leaf, c.leaf, d.leaf);
    }
  }
}
