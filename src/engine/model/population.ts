/** A population as it is stored: typed columns in chunks of units. */
import type { Problem } from './problem.ts';
import type { InputTypes } from './value-type.ts';

/** Units per chunk: a power of two, so that every chunk of results is a complete subtree of the result tree. */
export const CHUNK_UNITS = 16_384;

/**
 * How a chunk's bytes are read; all little-endian.
 * `i64`, `i32`: integers n, value = n / denominator; `i32` where all of a chunk fit 32 bits. `u8`: booleans. `days`: i32 days since
 * 1970-01-01. `code`, `code8`: index into the dictionary, in u32 or, for up to 256 texts, in u8.
 * `text`: (rows + 1) u32 offsets, then UTF-8. `offsets`: (units + 1) u32: members of unit i are rows offsets[i] to offsets[i + 1].
 * Where nullCount > 0, one byte per row (1 = null) follows the values.
 */
export type ColumnEncoding = 'i64' | 'i32' | 'u8' | 'code' | 'code8' | 'days' | 'text' | 'offsets';

export type ColumnChunk = {
  /** '' for a column of the units, else the name of the list input ("members"). */
  readonly list: string;
  /** Input or field name; '$id' holds the units' keys, '$members' the offsets. */
  readonly column: string;
  readonly chunk: number;
  readonly rows: number;
  readonly encoding: ColumnEncoding;
  /** Of `i64` and `i32`: value = n / denominator. A decimal integer text; "1" for integers. */
  readonly denominator: string;
  /** Texts that `code` points into, for enum and string columns; sorted only for enums (as declared). */
  readonly dictionary?: readonly string[];
  readonly nullCount: number;
  /** Smallest and largest value as exact text, absent where all are null or the encoding has no order. */
  readonly min?: string;
  readonly max?: string;
  /**
   * SHA-256, lower-case hex, of all the other fields as RFC 8785 JSON, a line feed and `data`: a dictionary or a denominator is vouched for like
   * the bytes.
   */
  readonly sha256: string;
  readonly data: Uint8Array;
};

/** A chunk without its bytes. */
export type ChunkHead = Omit<ColumnChunk, 'data'>;

export type SourceFile = {
  readonly role: 'units' | 'members';
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
};

export type PopulationInfo = {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly units: number;
  readonly members: number;
  /** Source rows refused and kept in quarantine. */
  readonly quarantined: number;
  readonly columns: InputTypes;
  readonly sources: readonly SourceFile[];
  /** Seed and rule set of a generated population. */
  readonly generated?: { readonly seed: string; readonly generator: string };
  /** SHA-256 over the chunk hashes in order: what this population's content is. */
  readonly fingerprint: string;
  readonly sealedAt: string;
};

export type QuarantineRow = {
  readonly file: 'units' | 'members';
  /** 1-based line number in the source file, the header being line 1. */
  readonly row: number;
  readonly column: string;
  readonly reason: string;
  readonly expected: string;
  /** The row as it stood in the file. */
  readonly raw: string;
};

/** The first rows of a source file, as texts, and what is wrong with it as far as that shows in them. */
export type SourcePreview = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly problems: readonly Problem[];
};

/** What one column holds: counts, and the smallest and largest value as exact text. `list` as in ColumnChunk. */
export type ColumnProfile = {
  readonly list: string;
  readonly column: string;
  readonly type: string;
  readonly rows: number;
  readonly nulls: number;
  readonly min?: string;
  readonly max?: string;
};
