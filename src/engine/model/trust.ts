/** What a check of an audit trail or of evidence found, what each statement rests on, and what outside of this machine vouches for it. */

/** A state of an audit trail: how many entries there were, and the root over them. */
export type TrailState = {
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
};

/**
 * How somebody or something remembers a state of a trail.
 * `sighting`: this machine, outside of the workspace file. `checkpoint`: a signed checkpoint that was handed over in a file. `cosignature`: a witness
 * that held the trail against the state it had signed before. `timestamp`: an RFC 3161 token over a checkpoint. `report`: a signed PDF that somebody
 * else holds.
 */
export type AnchorKind = 'sighting' | 'checkpoint' | 'cosignature' | 'timestamp' | 'report';

export type Anchor = TrailState & {
  readonly kind: AnchorKind;
  /** Who vouches: a key's name, the subject of a certificate, a file's name. */
  readonly by: string;
  /** When it says that the state was seen, ISO 8601 UTC. */
  readonly at: string;
  /** Whether it lies outside of what the workspace's owner controls; a sighting on this machine does not. */
  readonly outside: boolean;
  /** SHA-256 of the key or certificate that it rests on, where there is one: to be compared out of band. */
  readonly fingerprint?: string;
};

/** One sentence of a verdict. There is never one green tick: each says what it rests on. */
export type TrustStatement =
  | { readonly kind: 'consistent'; readonly size: number; readonly root: string; readonly objects: number }
  | { readonly kind: 'inconsistent'; readonly index: number; readonly reason: string }
  | { readonly kind: 'anchored'; readonly anchor: Anchor }
  /** The trail is not a continuation of what the anchor saw: another copy, an older one, or a rewritten one. */
  | { readonly kind: 'contradicted'; readonly anchor: Anchor; readonly reason: string }
  /** From entry `from` on, the last `entries` rest on this machine alone. `newest`: the newest anchor outside of it that agrees. */
  | { readonly kind: 'unanchored'; readonly from: number; readonly entries: number; readonly newest?: Anchor };

/** What a file can be that a verifier is given. */
export type EvidenceKind = 'bundle' | 'proof' | 'checkpoint' | 'report';

export type Check = {
  /** What was looked at, in words for a person: "Every file has the SHA-256 of the manifest". */
  readonly what: string;
  readonly outcome: 'good' | 'bad' | 'not-checked';
  /** What was found, or why it was not looked at. */
  readonly found: string;
};

/** The verdict on a file. It is accepted where no check is bad; what that proves, and what not, stands in `statements` and `limits`. */
export type FileVerdict = {
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly sha256: string;
  readonly verdict: 'accepted' | 'refused';
  readonly checks: readonly Check[];
  readonly statements: readonly TrustStatement[];
  /** What this verdict does not prove. */
  readonly limits: readonly string[];
};
