/** What a look at a file of evidence alone found: what this machine remembers of its log is held against it afterwards. */
import type { Anchor, Check, EvidenceKind } from '../../model/trust.ts';
import type { StatedTime } from './future-times.ts';

/** The state of a log that a file's evidence leads to. */
export type VerifiedLog = {
  readonly origin: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  /** How many things in the file were recomputed. */
  readonly objects: number;
};

export type VerifiedFile = {
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly sha256: string;
  readonly checks: readonly Check[];
  /** Absent where no signed state of a log was found. */
  readonly log?: VerifiedLog;
  /** What the file brings along that vouches for the log: each is of this log, and the state above continues it. */
  readonly anchors: readonly Anchor[];
  /** Likewise of witnesses whose keys were given by another way. */
  readonly witnessed?: readonly Anchor[];
  /** Times that the file states, beside those of its anchors. */
  readonly stated?: readonly StatedTime[];
  readonly limits: readonly string[];
};

/** What is found of a kind of file; its name and hash are the same for all. */
export type Findings = Omit<VerifiedFile, 'kind' | 'name' | 'sha256'>;
