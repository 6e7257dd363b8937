/** Holds the checkpoints that are kept against the trail: signed by the key that it named at the time, over the root that its entries have now. */
import { parseCheckpoint } from '../../audit/checkpoint.ts';
import { isSignedBy, parseVerifierKey, type VerifierKey } from '../../audit/verifier-key.ts';
import type { LogFinding } from '../../audit/verify-log.ts';
import { hex } from '../../model/hex.ts';
import type { NumberedCheckpoint } from './checkpoint-store.ts';
import type { LogKeyRow } from './log-keys.ts';

type Trail = {
  readonly origin: string;
  readonly keys: readonly LogKeyRow[];
  /** How many entries there are. */
  readonly size: number;
  /** The first entry that is known to be wrong: of roots over it nothing more can be learned. */
  readonly badFrom?: number | undefined;
  /** Root over the first entries as they are now, lower-case hex, at the size of any checkpoint. */
  rootAt(size: number): string | undefined;
};

/**
 * Takes checkpoints in the order of their size until the first that is wrong. An entry that was changed together with every hash over it shows here, as
 * nobody without the key can sign its root. What this cannot see: that the newest checkpoints were taken away.
 */
export class CheckpointVerifier {
  /** Entries up to here have a good checkpoint over them. */
  goodSize = 0;
  private readonly trail: Trail;
  private readonly keys: readonly { readonly key: VerifierKey | string; readonly entry: number }[];
  private count = 0;
  private found: LogFinding | undefined;

  constructor(trail: Trail) {
    this.trail = trail;
    this.keys = trail.keys.map(({ key, entry }) => ({ key: parseVerifierKey(key), entry }));
  }

  get finding(): LogFinding | undefined {
    return this.found;
  }

  add(row: NumberedCheckpoint): void {
    if (this.found !== undefined) return;
    this.count++;
    this.found = this.wrong(row);
    this.goodSize = row.size;
  }

  private wrong({ size, number, note }: NumberedCheckpoint): LogFinding | undefined {
    const { goodSize, trail } = this;
    const last = size - 1;
    if (number !== this.count) return { index: goodSize, reason: `a checkpoint over it, before that of ${size} entries, is missing` };
    const parsed = parseCheckpoint(note);
    if (typeof parsed === 'string') return { index: last, reason: `the checkpoint after it cannot be read. ${parsed}` };
    const { checkpoint } = parsed;
    if (checkpoint.origin !== trail.origin || checkpoint.size !== size)
      return { index: last, reason: 'the checkpoint after it is of another log, or of another size than it is kept for' };
    const key = this.keys.findLast(({ entry }) => entry < size)?.key;
    if (key === undefined) return { index: last, reason: 'there is a checkpoint after it, and no entry names a key of the log' };
    if (typeof key === 'string') return { index: last, reason: `the key that signs after it cannot be read. ${key}` };
    if (key.name !== trail.origin || !isSignedBy(parsed.note, key))
      return { index: last, reason: 'the checkpoint after it is not signed by the key that the trail names' };
    if (size > trail.size) return { index: trail.size, reason: `the entry is missing: a signed checkpoint covers ${size} entries` };
    if (size > (trail.badFrom ?? size) || hex(checkpoint.root) === trail.rootAt(size)) return undefined;
    const range = size - goodSize > 1 ? ` (or one of those up to entry ${last})` : '';
    return { index: goodSize, reason: `the signed checkpoint over the first ${size} entries has another root: it was changed${range}` };
  }
}
