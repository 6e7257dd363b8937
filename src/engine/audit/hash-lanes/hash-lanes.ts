/** Hashes many short messages, four at a time: several times what one call of node:crypto for each can do. */
import { reserveThreadMemory, threadMemory } from '../../wasm/thread-memory.ts';
import { fillTables, INITIAL, MODULE_BYTES, type Sha256Functions, STATE_BYTES, sha256Module } from './sha256-module.ts';

export const LANES = 4;
const BLOCK_SHIFT = 6;
const BLOCK_BYTES = 1 << BLOCK_SHIFT;
/** A message ends with a one-bit and its length in 64 bits. */
const ENDING_BYTES = 9;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

let compiled: WebAssembly.Module | undefined;

/** How many blocks of 64 bytes a message takes with its ending. */
export const blocksOf = (bytes: number): number => (bytes + ENDING_BYTES + BLOCK_BYTES - 1) >>> BLOCK_SHIFT;

/**
 * The functions of the module over the thread's memory. The caller begins each piece of work with `begin`, lays the memory out from `free` on, and
 * takes `bytes` anew after `reserve`, which may replace it.
 */
export class HashLanes {
  readonly sha256: Sha256Functions;
  /** First address that the module does not use. */
  readonly free = MODULE_BYTES;
  bytes: Uint8Array = new Uint8Array(0);

  constructor() {
    compiled ??= new WebAssembly.Module(sha256Module());
    this.sha256 = new WebAssembly.Instance(compiled, { env: { memory: threadMemory() } }).exports as Sha256Functions;
  }

  /** Takes the memory over from whatever worked in it before, with addresses below `end` usable. */
  begin(end: number): void {
    this.bytes = reserveThreadMemory(Math.max(end, MODULE_BYTES));
    fillTables(this.bytes);
  }

  /** Makes addresses below `end` usable and keeps what is there. */
  reserve(end: number): void {
    if (end > this.bytes.length) this.bytes = reserveThreadMemory(end);
  }

  /**
   * Ends a message that lies at an address, which is followed by room for its last block. `before` is how many bytes were hashed already.
   * Gives the number of blocks.
   */
  end(at: number, length: number, before: number): number {
    const blocks = blocksOf(length);
    const { bytes } = this;
    const end = at + blocks * BLOCK_BYTES;
    bytes[at + length] = 0x80;
    bytes.fill(0, at + length + 1, end - 4);
    const bits = (before + length) * 8;
    bytes[end - 4] = bits >>> 24;
    bytes[end - 3] = bits >>> 16;
    bytes[end - 2] = bits >>> 8;
    bytes[end - 1] = bits;
    return blocks;
  }

  /** Begins four digests with the states at `state`, and takes in as many blocks from each of four addresses. */
  absorb(state: number, blocks: number, a: number, b: number, c: number, d: number): void {
    const { sha256 } = this;
    sha256.begin(state);
    for (let offset = 0; offset < blocks * BLOCK_BYTES; offset += BLOCK_BYTES) {
      sha256.read(a + offset, b + offset, c + offset, d + offset);
      sha256.compress();
    }
  }

  /** The outer half of an HMAC (RFC 2104), whose inner digest has just been made: `outer` is the state after the outer pad. */
  finishHmac(outer: number): void {
    this.sha256.digest((BLOCK_BYTES + 32) * 8);
    this.sha256.begin(outer);
    this.sha256.compress();
  }

  /** Keeps the states of an HMAC after its pads, for one key of 32 bytes in all lanes. */
  padKey(
    secret: Uint8Array,
    { inner, outer, scratch }: { readonly inner: number; readonly outer: number; readonly scratch: number },
  ): void {
    if (secret.length !== 32) throw new RangeError('a key of 32 bytes is expected');
    for (const [state, pad] of [
      [inner, INNER_PAD],
      [outer, OUTER_PAD],
    ] as const) {
      for (let i = 0; i < BLOCK_BYTES; i++) this.bytes[scratch + i] = (secret[i] ?? 0) ^ pad;
      this.absorb(INITIAL, 1, scratch, scratch, scratch, scratch);
      this.sha256.keep(state);
    }
    this.bytes.fill(0, scratch, scratch + BLOCK_BYTES);
  }

  /** The same for the four digests just made, each the key of its lane. `keys` is where they are kept meanwhile. */
  padDigests({ inner, outer, keys }: { readonly inner: number; readonly outer: number; readonly keys: number }): void {
    const { sha256 } = this;
    sha256.keep(keys);
    for (const [state, pad] of [
      [inner, INNER_PAD],
      [outer, OUTER_PAD],
    ] as const) {
      sha256.key(keys, pad * 0x0101_0101);
      sha256.begin(INITIAL);
      sha256.compress();
      sha256.keep(state);
    }
  }

  /** Puts the hash of a tree's leaf (RFC 9162, 2.1.1), whose data are the digests just made, where each lane wants it. */
  writeLeaves(a: number, b: number, c: number, d: number): void {
    const { sha256 } = this;
    sha256.leaf();
    sha256.begin(INITIAL);
    sha256.compress();
    sha256.write(a, b, c, d);
  }

  /**
   * Root of the tree over so many leaf hashes in a row from `from`, which are overwritten. `HASHED_AT_ONCE_BYTES` after them are read too. A node
   * without a neighbour goes up as it is, which is how RFC 9162 splits.
   */
  reduce(from: number, leaves: number): Uint8Array {
    if (leaves < 1) throw new RangeError('a tree of one leaf at least is expected');
    let nodes = leaves;
    while (nodes > 1) {
      const pairs = nodes >>> 1;
      const single = nodes % 2 === 1 ? this.bytes.slice(from + (nodes - 1) * 32, from + nodes * 32) : undefined;
      for (let pair = 0; pair < pairs; pair += LANES) this.sha256.parents(from + pair * 64, from + pair * 32);
      if (single !== undefined) this.bytes.set(single, from + pairs * 32);
      nodes = pairs + (single === undefined ? 0 : 1);
    }
    return this.bytes.slice(from, from + 32);
  }
}

/** What `reduce` reads at a time. */
export const HASHED_AT_ONCE_BYTES = 2 * LANES * 32;
export { INITIAL as INITIAL_STATE, STATE_BYTES };
