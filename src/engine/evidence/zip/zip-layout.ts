/** The one layout in which bundles are packed: what stands where in the records of a ZIP file (PKWARE APPNOTE 6.3, 4.3). */

export const LOCAL_SIGNATURE = 0x04034b50;
export const CENTRAL_SIGNATURE = 0x02014b50;
export const END_SIGNATURE = 0x06054b50;
export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
export const END_BYTES = 22;

/** 2.0, which has deflate. */
export const VERSION_NEEDED = 20;
/** "Made by": version 2.0 on MS-DOS, so that no file has permissions. */
export const VERSION_MADE_BY = 20;
export const METHOD_DEFLATE = 8;
/** 1980-01-01, the first day that the format knows, and midnight. */
export const DOS_DATE = (1 << 5) | 1;
export const DOS_TIME = 0;
