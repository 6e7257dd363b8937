/** Policies, reforms and workflows as they stand in a workspace. */

export type DocumentKind = 'policy' | 'reform' | 'workflow';

/** A document in a list. `draft` documents can be changed; a published one is immutable and known by its hash. */
export type DocumentInfo = {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly state: 'draft' | 'published';
  /** SHA-256 of the RFC 8785 form, lower-case hex. */
  readonly hash: string;
  readonly publishedAt?: string;
};
