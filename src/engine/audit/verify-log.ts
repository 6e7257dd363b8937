/** Recomputes an audit trail from its entries' bytes and finds the first that is not what was once recorded. */
import type { AuditEntry } from '../model/audit-entry.ts';
import { ENTRY_BYTES_MAX, readEntry } from './audit-entry.ts';
import { TILE_HASHES, TILE_HEIGHT } from './audit-tile.ts';
import { Frontier, HASH_BYTES, leafHash } from './merkle-tree.ts';

/** An entry as it is stored: its exact bytes, and the hash of them that was kept beside. */
export type LogRow = { readonly index: number; readonly data: Uint8Array; readonly leaf: Uint8Array };
/** The root after a transaction. */
export type LogHead = { readonly size: number; readonly root: Uint8Array };
/** A full tile: 256 hashes, and the root over them. */
export type LogTile = { readonly hashes: Uint8Array; readonly root: Uint8Array };

/** What is kept beside the entries to compare with. */
export type LogRecords = {
  /** All heads by size, ascending. */
  readonly heads: Iterator<LogHead>;
  tile(level: number, n: number): LogTile | undefined;
  /** How many tiles are kept, by level. */
  readonly tileCounts: readonly number[];
};

export type LogFinding = { readonly index: number; readonly reason: string };

/**
 * Checks a trail row by row: nothing but the current right edge of the tree and one tile of each level is held.
 *
 * An entry is good if its bytes have the hash kept beside it and in its tile, and name its own index, and if the tree over everything so far has
 * the root that was kept after its transaction. A changed entry whose hashes were all changed with it still shows in that root; where a
 * transaction has several entries, the finding then names the range. What this cannot see: a trail that was rewritten with all of its records.
 */
export class LogVerifier {
  private readonly records: LogRecords;
  private readonly frontier = new Frontier((height, root) => this.onSubtree(height, root));
  /** The tile that is being filled, by level. */
  private readonly tiles: { readonly n: number; readonly tile: LogTile | undefined }[] = [];
  private head: LogHead | undefined;
  private goodSize = 0;
  private found: LogFinding | undefined;

  constructor(records: LogRecords) {
    this.records = records;
    this.head = next(records.heads);
  }

  get size(): number {
    return this.frontier.size;
  }

  get finding(): LogFinding | undefined {
    return this.found;
  }

  /** Root recomputed from the bytes. */
  root(): Uint8Array {
    return this.frontier.root();
  }

  /** Takes the next row in the order of the index. Gives its entry where it is good; after the first finding rows are only counted and hashed. */
  add(row: LogRow): AuditEntry | undefined {
    const index = this.frontier.size;
    const leaf = row.data instanceof Uint8Array ? leafHash(row.data) : undefined;
    if (this.found !== undefined) {
      this.frontier.append(leaf ?? new Uint8Array(HASH_BYTES));
      return undefined;
    }
    if (row.index !== index) {
      this.report(Math.min(index, row.index), row.index > index ? 'the entry is missing' : 'the entry stands before the first');
      this.frontier.append(leaf ?? new Uint8Array(HASH_BYTES));
      return undefined;
    }
    if (leaf === undefined || row.data.length === 0 || row.data.length > ENTRY_BYTES_MAX) {
      this.report(index, `the entry is not 1 to ${ENTRY_BYTES_MAX} bytes`);
      this.frontier.append(leaf ?? new Uint8Array(HASH_BYTES));
      return undefined;
    }
    const entry = this.readRow(row, index, leaf);
    this.frontier.append(leaf);
    this.compareHead();
    return this.found === undefined ? entry : undefined;
  }

  /** To be called after the last row. */
  end(): void {
    const missing = this.missingAtEnd();
    if (missing !== undefined) this.report(missing.index, missing.reason);
  }

  private missingAtEnd(): LogFinding | undefined {
    const size = this.frontier.size;
    if (size === 0) return { index: 0, reason: 'the entry is missing: the trail is empty' };
    const last = this.lastHead();
    if (last !== undefined) return { index: size, reason: `the entry is missing: there once were ${last.size} entries` };
    if (this.goodSize < size)
      return { index: this.goodSize, reason: 'no root was kept after the entry: it was added outside of the program' };
    const tileBeyond = this.records.tileCounts.some((count, level) => count > Math.floor(size / TILE_HASHES ** (level + 1)));
    return tileBeyond ? { index: size, reason: 'the entry is missing: a tile covers more entries than there are' } : undefined;
  }

  private readRow(row: LogRow, index: number, leaf: Uint8Array): AuditEntry | undefined {
    if (!same(leaf, row.leaf)) {
      this.report(index, 'its bytes do not have the hash that was kept with it');
      return undefined;
    }
    const kept = hashAt(this.tileAt(0, Math.floor(index / TILE_HASHES)), index % TILE_HASHES);
    if (kept !== undefined && !same(leaf, kept)) {
      this.report(index, 'its bytes do not have the hash that was kept in the tree');
      return undefined;
    }
    const entry = readEntry(row.data);
    if (typeof entry === 'string') {
      this.report(index, entry);
      return undefined;
    }
    if (entry.index !== index) {
      this.report(index, `it calls itself entry ${entry.index}`);
      return undefined;
    }
    return entry;
  }

  private compareHead(): void {
    const { size } = this.frontier;
    if (this.found !== undefined || this.head === undefined || this.head.size > size) return;
    if (this.head.size === size && same(this.head.root, this.frontier.root())) {
      this.goodSize = size;
      this.head = next(this.records.heads);
      return;
    }
    const range = size - this.goodSize > 1 ? ` (or one of those up to entry ${size - 1}, of the same transaction)` : '';
    this.report(this.goodSize, `the tree does not have the root that was kept after it${range}`);
  }

  /** Compares the tile that ends here, and the root of it that the level above keeps. */
  private onSubtree(height: number, root: Uint8Array): void {
    if (height % TILE_HEIGHT !== 0 || this.found !== undefined) return;
    const level = height / TILE_HEIGHT - 1;
    const n = this.frontier.size / 2 ** height - 1;
    const first = n * 2 ** height;
    const tile = this.tileAt(level, n);
    const above = hashAt(this.tileAt(level + 1, Math.floor(n / TILE_HASHES)), n % TILE_HASHES);
    if (tile === undefined) this.report(first, `tile ${n} of level ${level}, which starts with it, is missing`);
    else if (!same(tile.root, root)) this.report(first, `tile ${n} of level ${level}, which starts with it, does not have its root`);
    else if (above !== undefined && !same(above, root))
      this.report(first, `the tile above tile ${n} of level ${level} has another root for it`);
  }

  private tileAt(level: number, n: number): LogTile | undefined {
    const current = this.tiles[level];
    if (current?.n === n) return current.tile;
    const tile = n < (this.records.tileCounts[level] ?? 0) ? this.records.tile(level, n) : undefined;
    this.tiles[level] = { n, tile };
    return tile;
  }

  private lastHead(): LogHead | undefined {
    let last = this.head;
    for (let head = last; head !== undefined; head = next(this.records.heads)) last = head;
    return last;
  }

  private report(index: number, reason: string): void {
    this.found ??= { index, reason };
  }
}

const next = (heads: Iterator<LogHead>): LogHead | undefined => {
  const step = heads.next();
  return step.done === true ? undefined : step.value;
};

const hashAt = (tile: LogTile | undefined, slot: number): Uint8Array | undefined =>
  tile?.hashes.subarray(slot * HASH_BYTES, (slot + 1) * HASH_BYTES);

const same = (a: Uint8Array, b: Uint8Array): boolean => a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
