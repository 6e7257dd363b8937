/** When the trail is signed: at once in the transaction of what others may rely on, soon after a run has ended, and at the latest after so many entries. */

/** Entries of these kinds end with a checkpoint in their own transaction. */
export const SIGNED_AT_ONCE: ReadonlySet<string> = new Set([
  'population.sealed',
  'appeal.recorded',
  'member.set',
  'report.exported',
  'evidence.prepared',
  'evidence.exported',
  'anchor.added',
  'log-key.made',
]);

/** Entries of these kinds are covered within a second: what ends meanwhile shares one signature, and one commit. */
export const SIGNED_SOON: ReadonlySet<string> = new Set(['run.finished']);

export const SIGNED_SOON_MS = 500;

/** No more entries than these stand without a checkpoint. */
export const ENTRIES_PER_CHECKPOINT = 1_024;
