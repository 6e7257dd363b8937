/** Tiles: the audit tree's hashes in pages of 256, as https://c2sp.org/tlog-tiles has them. Only full tiles are kept. */

/** Levels of the tree that one tile spans. */
export const TILE_HEIGHT = 8;
/** Hashes in a full tile. */
export const TILE_HASHES = 2 ** TILE_HEIGHT;
/** Levels of tiles that a trail can have: 256^6 entries are more than SQLite's rows. */
export const TILE_LEVELS_MAX = 6;
