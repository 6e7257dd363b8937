/** What stands in an evidence bundle: the shapes of its JSON files. All of them are RFC 8785 JSON, so that their bytes are fixed. */

import type { ImpactSide } from './impact-result.ts';
import type { SourceFile } from './population.ts';

export const EVIDENCE_FORMAT = 'probity-evidence/1';

/** `manifest.json`. Everything else in the bundle is listed here, and nothing else is in it. */
export type EvidenceManifest = {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly run: string;
  readonly made: { readonly at: string; readonly by: string };
  /** `build`: SHA-256 over the program's own files. */
  readonly program: { readonly version: string; readonly build: string };
  /** `keys`: verifier keys (C2SP signed-note form) of the log, oldest first, each said by the entry at `entry`. */
  readonly log: { readonly origin: string; readonly keys: readonly { readonly key: string; readonly entry: number }[] };
  readonly checkpoint: { readonly size: number; readonly root: string };
  readonly resultHash: string;
  readonly baseline: ImpactSide;
  readonly reforms: readonly ImpactSide[];
  /** By path, ascending by code units. */
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
};

/**
 * `population.json`: what the population was, without a value of any unit. Names of source files stay out of it, as they do of the trail, and so do the
 * reasons for which rows were refused: they quote what stood in a row.
 */
export type PopulationEvidence = {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly units: number;
  readonly members: number;
  readonly fingerprint: string;
  readonly sources: readonly Omit<SourceFile, 'name'>[];
  readonly quarantined: number;
  /** How many rows were refused where, and what was expected there; the most frequent first, at most 1,000. */
  readonly quarantine: readonly { readonly file: string; readonly column: string; readonly expected: string; readonly rows: number }[];
  /**
   * For each chunk the fingerprint of the population up to its end: the last is that of the whole. Two that hold a population can tell from which chunk on
   * theirs differ. A hash of one chunk alone would stand for as few units as the last chunk has, and their values could be found by trying.
   */
  readonly chunks: readonly { readonly chunk: number; readonly units: number; readonly sha256: string }[];
};

/** `chunks.json`: roots of the result tree's complete subtrees, in order; the root over them is the result hash. */
export type ResultChunks = readonly { readonly chunk: number; readonly units: number; readonly root: string }[];

/**
 * `cases/<n>/case.json`: one disclosed case. `row` is the RFC 8785 text {"sides":[{"amounts":{…},"outcome":…}],"unit":…}; the leaf's data is its
 * HMAC-SHA-256 under `salt`, and `path` the RFC 9162 inclusion proof of leaf `index` among `units` to the result hash. All bytes are lower-case hex.
 */
export type DisclosedCase = {
  readonly unit: string;
  readonly index: number;
  readonly units: number;
  readonly row: string;
  readonly salt: string;
  readonly path: readonly string[];
};

/**
 * `payloads.json`: payloads to which entries in the bundle commit, each in a file of the bundle, with the salt that the commitment was made under.
 */
export type DisclosedPayloads = readonly { readonly entry: number; readonly path: string; readonly salt: string }[];
