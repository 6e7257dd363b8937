/** The right edge of the audit tree, which is all that appending takes: roots of complete subtrees, and the hashes of tiles that are not full yet. */
import { TILE_HASHES, TILE_HEIGHT } from '../../audit/audit-tile.ts';
import { Frontier } from '../../audit/merkle-tree.ts';

/** 256 hashes of a level, and the root over them. */
export type FullTile = { readonly level: number; readonly n: number; readonly hashes: Uint8Array; readonly root: Uint8Array };

export class TrailEdge {
  private readonly frontier = new Frontier((height, root) => this.closeTile(height, root));
  /** By level, the hashes of the tile that is being filled. */
  private readonly open: Uint8Array[][] = [[]];
  private full: FullTile[] = [];

  get size(): number {
    return this.frontier.size;
  }

  root(): Uint8Array {
    return this.frontier.root();
  }

  append(leaf: Uint8Array): void {
    this.openTile(0).push(leaf);
    this.frontier.append(leaf);
  }

  /** Appends what a full tile of `level` covers, as it was stored. */
  appendTile(level: number, root: Uint8Array): void {
    this.openTile(level + 1).push(root);
    this.frontier.appendSubtree(root, TILE_HEIGHT * (level + 1));
  }

  /** Tiles that have become full since they were last taken, lower levels first. */
  takeFullTiles(): readonly FullTile[] {
    if (this.full.length === 0) return this.full;
    const { full } = this;
    this.full = [];
    return full;
  }

  private openTile(level: number): Uint8Array[] {
    this.open[level] ??= [];
    return this.open[level];
  }

  /** The frontier tells of a subtree while its last leaf is being appended; every 8th height is a tile's. */
  private closeTile(height: number, root: Uint8Array): void {
    if (height % TILE_HEIGHT !== 0) return;
    const level = height / TILE_HEIGHT - 1;
    const hashes = this.openTile(level).splice(0);
    // Tiles of a file that was changed from outside can complete one that the file lacks.
    if (hashes.length !== TILE_HASHES) return;
    this.full.push({ level, n: this.frontier.size / 2 ** height - 1, hashes: Buffer.concat(hashes), root });
    this.openTile(level + 1).push(root);
  }
}
