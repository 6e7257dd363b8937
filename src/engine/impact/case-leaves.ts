/** The leaves of the result tree: commitments to the rows of cases, that disclose nothing where the population's secret is not. */
import { blocksOf, HASHED_AT_ONCE_BYTES, HashLanes, LANES, STATE_BYTES } from '../audit/hash-lanes/hash-lanes.ts';
import { HASH_BYTES } from '../audit/merkle-tree.ts';
import type { TextCells } from '../population/decoded-column.ts';
import type { CaseRows } from './case-row.ts';

/** Rows are written until so many bytes or rows are together, then hashed: few enough to stay in a core's cache. */
const MESSAGES_BYTES = 128 * 1024;
const MESSAGES_MAX = 1_024;
const BLOCK_BYTES = 64;

/** Where a row and its unit's key lie in memory. */
type Message = { leaf: number; keyAt: number; keyBlocks: number; rowAt: number; rowBlocks: number };

const blockBytes = (bytes: number): number => blocksOf(bytes) * BLOCK_BYTES;

/**
 * Computes roots of chunks of the result tree. A unit's salt is the HMAC-SHA-256 of its key under the population's secret, a leaf's data the
 * HMAC-SHA-256 of the case's row under that salt. One object serves one chunk after another.
 */
export class CaseLeaves {
  private readonly key: Uint8Array;
  private readonly lanes = new HashLanes();
  private readonly secret = { inner: this.lanes.free, outer: this.lanes.free + STATE_BYTES };
  private readonly salt = {
    inner: this.lanes.free + 2 * STATE_BYTES,
    outer: this.lanes.free + 3 * STATE_BYTES,
    keys: this.lanes.free + 4 * STATE_BYTES,
  };
  private readonly digests = this.lanes.free + 5 * STATE_BYTES;
  private messages = 0;
  private end = 0;
  /** By the numbers of blocks of key and row: only messages of equal length go through the lanes together. */
  private readonly waiting = new Map<number, Message[]>();
  private waitingCount = 0;

  constructor(secret: Uint8Array) {
    if (secret.length !== HASH_BYTES) throw new RangeError('a secret has 32 bytes');
    this.key = secret;
  }

  /** Root of the subtree of a chunk's cases, 32 bytes. */
  chunkRoot(units: number, keys: TextCells, rows: CaseRows): Uint8Array {
    this.hashLeaves(units, keys, rows);
    return this.lanes.reduce(this.digests, units);
  }

  /** Hashes of the leaves of a chunk's cases, 32 bytes each. */
  chunkLeaves(units: number, keys: TextCells, rows: CaseRows): Uint8Array {
    this.hashLeaves(units, keys, rows);
    return this.lanes.bytes.slice(this.digests, this.digests + units * HASH_BYTES);
  }

  private hashLeaves(units: number, keys: TextCells, rows: CaseRows): void {
    this.messages = this.digests + units * HASH_BYTES + HASHED_AT_ONCE_BYTES;
    this.end = this.messages;
    this.lanes.begin(this.messages + MESSAGES_BYTES);
    this.lanes.padKey(this.key, { ...this.secret, scratch: this.messages });
    for (let row = 0; row < units; row++) {
      const keyBytes = (keys.offsets[row + 1] as number) - (keys.offsets[row] as number);
      const needed = blockBytes(keyBytes) + blockBytes(rows.bytesMax(row));
      if (this.waitingCount === MESSAGES_MAX || this.end + needed > this.lanes.bytes.length) this.hashAll();
      this.lanes.reserve(this.end + needed);
      this.add(row, keys, rows);
    }
    this.hashAll();
  }

  private add(row: number, keys: TextCells, rows: CaseRows): void {
    const { lanes } = this;
    const from = keys.offsets[row] as number;
    const keyBytes = (keys.offsets[row + 1] as number) - from;
    const keyAt = this.end;
    for (let i = 0; i < keyBytes; i++) lanes.bytes[keyAt + i] = keys.bytes[from + i] as number;
    const keyBlocks = lanes.end(keyAt, keyBytes, BLOCK_BYTES);
    const rowAt = keyAt + keyBlocks * BLOCK_BYTES;
    const rowBytes = rows.write(lanes.bytes, rowAt, row) - rowAt;
    const rowBlocks = lanes.end(rowAt, rowBytes, BLOCK_BYTES);
    this.end = rowAt + rowBlocks * BLOCK_BYTES;
    this.waitingCount++;
    const lengths = keyBlocks * 2 ** 24 + rowBlocks;
    const alike = this.waiting.get(lengths);
    const message = { leaf: this.digests + row * HASH_BYTES, keyAt, keyBlocks, rowAt, rowBlocks };
    if (alike === undefined) this.waiting.set(lengths, [message]);
    else alike.push(message);
  }

  private hashAll(): void {
    for (const alike of this.waiting.values()) {
      // Lanes that are left over do their neighbour's work once more.
      for (let i = 0; i < alike.length; i += LANES) {
        const last = alike.length - 1;
        this.hash(
          alike[i] as Message,
          alike[Math.min(i + 1, last)] as Message,
          alike[Math.min(i + 2, last)] as Message,
          alike[Math.min(i + 3, last)] as Message,
        );
      }
      alike.length = 0;
    }
    this.waitingCount = 0;
    this.end = this.messages;
  }

  private hash(a: Message, b: Message, c: Message, d: Message): void {
    const { lanes, secret, salt } = this;
    lanes.absorb(secret.inner, a.keyBlocks, a.keyAt, b.keyAt, c.keyAt, d.keyAt);
    lanes.finishHmac(secret.outer);
    lanes.padDigests(salt);
    lanes.absorb(salt.inner, a.rowBlocks, a.rowAt, b.rowAt, c.rowAt, d.rowAt);
    lanes.finishHmac(salt.outer);
    lanes.writeLeaves(a.leaf, b.leaf, c.leaf, d.leaf);
  }
}
