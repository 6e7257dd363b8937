/** How large evidence may be. What comes from outside and is larger is refused before it is read; what the program writes stays below it. */

/** Of a bundle, and of everything in it together once it is unpacked. */
export const BUNDLE_BYTES_MAX = 128 * 1024 * 1024;
/** 5,000 cases under nine policies of the shipped programmes come to 290 MB. */
export const UNPACKED_BYTES_MAX = 320 * 1024 * 1024;
/** Of one file in a bundle. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** Two files for each case, two for each entry, and some more. */
export const FILES_MAX = 20_000;
/** Of a path in a bundle, in bytes. */
export const PATH_BYTES_MAX = 512;
/** How many times larger a file may get that is unpacked, beyond a size that never hurts. JSON with long tables of zeros comes to about a hundred. */
export const RATIO_MAX = 300;
export const SMALL_BYTES = 1024 * 1024;
/** Of values and names in one JSON file, and in all of a bundle: each takes up to a hundred bytes and most of a microsecond. Of 5,000 cases: 15 million. */
export const FILE_VALUES_MAX = 2_000_000;
export const BUNDLE_VALUES_MAX = 20_000_000;
/** Of keys of the log: two machines that change a workspace in turn, each without the other's key, name one each time. */
export const LOG_KEYS_MAX = 512;
/** Of documents and anchors in a bundle, and of appeals of one case. */
export const DOCUMENTS_MAX = 100;
export const ANCHORS_MAX = 500;
export const APPEALS_MAX = 1_000;
/** Of a signed report, which carries its bundle. */
export const REPORT_BYTES_MAX = 512 * 1024 * 1024;
/** Of a proof or a checkpoint. */
export const TEXT_BYTES_MAX = 1024 * 1024;
