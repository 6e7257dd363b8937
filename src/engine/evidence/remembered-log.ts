/** Holds the state of a log that a file leads to against what this machine and the open workspace know of that log. */
import { treeRoot } from '../audit/merkle-proof.ts';
import { hex } from '../model/hex.ts';
import { Refusal } from '../model/problem.ts';
import type { Anchor, Check } from '../model/trust.ts';
import { listAnchors } from '../store/audit/anchor-store.ts';
import { auditSize } from '../store/audit/audit-store.ts';
import { logOrigin } from '../store/audit/log-keys.ts';
import { subtreeHash } from '../store/audit/log-tree.ts';
import type { Reader } from '../store/handle.ts';
import { bad, good, notChecked } from './verify/check.ts';
import type { VerifiedLog } from './verify/verified-file.ts';

/** What is known of a log. `rootAt`: of the trail of the open workspace, where it is this log. */
export type RememberedLog = {
  readonly check: Check;
  readonly anchors: readonly Anchor[];
  rootAt(size: number): string | undefined;
};

const WHAT = 'The state of the log is one that the open workspace has had';

const rootOf = (reader: Reader, size: number): string | undefined => {
  try {
    return size <= auditSize(reader) ? hex(treeRoot(subtreeHash(reader), size)) : undefined;
  } catch (error) {
    // A damaged trail says nothing; the verification of the workspace names the damage.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

const compare = (reader: Reader, { size, root }: VerifiedLog): Check => {
  const own = auditSize(reader);
  if (size > own)
    return notChecked(WHAT, `The file speaks of ${size} entries; the open workspace has ${own}: it is an older copy, or lost its end.`);
  const now = rootOf(reader, size);
  if (now === undefined) return notChecked(WHAT, 'The trail of the open workspace cannot be read; "audit verify" tells more.');
  return now === root
    ? good(WHAT, `The first ${size} of its ${own} entries have the same root.`)
    : bad(
        WHAT,
        `The first ${size} entries of the open workspace have the root ${now}; the file has ${root}: one of the two histories was rewritten.`,
      );
};

/** `reader`: of the open workspace, if there is one. `sightings`: what this machine saw of the log. */
export const rememberedLog = (log: VerifiedLog, reader: Reader | undefined, sightings: readonly Anchor[]): RememberedLog => {
  if (reader === undefined || logOrigin(reader) !== log.origin) {
    const why = reader === undefined ? 'No workspace is open.' : `The open workspace has another log, "${logOrigin(reader)}".`;
    return { check: notChecked(WHAT, why), anchors: sightings, rootAt: () => undefined };
  }
  return {
    check: compare(reader, log),
    anchors: [...sightings, ...listAnchors(reader).map(({ anchor }) => anchor)],
    rootAt: (size) => rootOf(reader, size),
  };
};
