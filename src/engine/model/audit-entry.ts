/** What the audit trail records. An entry's bytes are its RFC 8785 form; they are stored and hashed as they are. */
import type { Json, JsonObject } from './json.ts';
import type { TrustStatement } from './trust.ts';

/** What a change says of itself. Never personal data: that goes into `payload`, to which the entry only commits. */
export type EntryDraft = {
  /** "noun.verb-in-past": "population.sealed". */
  readonly kind: string;
  /** What was changed: { run: "…", step: "…" }, { policy: "…", version: "…" }. */
  readonly subject: { readonly [name: string]: string | number };
  readonly detail?: JsonObject;
  /** Committed to by HMAC-SHA-256 under a fresh 32-byte salt that is kept apart and may be erased. */
  readonly payload?: Json;
  /** When it happened, where that is not now. */
  readonly at?: string;
  /** Who did it, where that is not whoever makes the change: one transaction may hold what several did. */
  readonly actor?: string;
};

export type AuditEntry = {
  readonly index: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: { readonly [name: string]: string | number };
  readonly detail?: JsonObject;
  /** Hex HMAC-SHA-256 of the payload's RFC 8785 form. */
  readonly commitment?: string;
};

export type AuditVerdict = {
  readonly verdict: 'consistent' | 'inconsistent';
  readonly size: number;
  /** Root of the whole tree, lower-case hex. */
  readonly root: string;
  /** The first entry that is wrong, and how. */
  readonly firstBad?: { readonly index: number; readonly reason: string };
  /** How many recorded objects (documents, chunks, attempts, results) were recomputed and compared. */
  readonly objectsChecked: number;
  /** What the trail itself shows, then what each anchor says of it, then how much nothing outside of this machine vouches for. */
  readonly statements: readonly TrustStatement[];
  /** What this verdict does not prove. */
  readonly limits: readonly string[];
};
