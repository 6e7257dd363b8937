/** Policies, reforms and workflows as they stand in a workspace. */

export const DOCUMENT_KINDS = ['policy', 'reform', 'workflow'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export type DocumentKey = { readonly kind: DocumentKind; readonly id: string; readonly version: string };

/** A document in a list. `draft` documents can be changed; a published one is immutable and known by its hash. */
export type DocumentInfo = DocumentKey & {
  readonly title: string;
  readonly state: 'draft' | 'published';
  /** SHA-256 of the RFC 8785 form, lower-case hex. */
  readonly hash: string;
  readonly publishedAt?: string;
  /** Of a draft: how many mistakes it had when it was saved. */
  readonly problems?: number;
};
