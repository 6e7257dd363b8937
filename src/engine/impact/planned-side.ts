/** A side of a comparison: from a reference to a pin, and from a pin back to the policy that it stands for. */
import type { ImpactJobSide } from '../job/protocol.ts';
import { contentHash } from '../model/content-hash.ts';
import type { Json } from '../model/json.ts';
import type { PolicyDocument, ReformDocument } from '../model/policy-document.ts';
import { refuse } from '../model/problem.ts';
import { mergePatch } from '../policy/merge-patch.ts';
import { wholePolicy } from '../policy/whole-policy.ts';
import { findDocument, getPublished, type StoredDocument } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import type { DocumentPin, PlannedSide } from './impact-plan.ts';

/** Where the published documents of a side are found by `id@version`; it refuses what is not there. */
export type DocumentSource = (
  kind: DocumentPin['kind'],
  reference: string,
) => Pick<StoredDocument, 'kind' | 'id' | 'version' | 'hash' | 'body'>;

export type ResolvedSide = { readonly side: PlannedSide; readonly policy: PolicyDocument };

const pinOf = ({ kind, id, version, hash }: ReturnType<DocumentSource>): DocumentPin => ({
  kind: kind as DocumentPin['kind'],
  id,
  version,
  hash,
});

const policySide = (document: ReturnType<DocumentSource>, date: string): ResolvedSide => {
  const policy = wholePolicy(JSON.parse(document.body) as Json);
  const { title, id, version } = policy;
  return { policy, side: { title, policy: id, version, hash: document.hash, date, documents: [pinOf(document)] } };
};

/** The patched policy has the hash that anybody gets who merges the two published files. */
const reformSide = (published: DocumentSource, document: ReturnType<DocumentSource>, date: string): ResolvedSide => {
  const reform = JSON.parse(document.body) as ReformDocument;
  const original = published('policy', `${reform.of.policy}@${reform.of.version}`);
  const patched = mergePatch(JSON.parse(original.body) as Json, reform.patch);
  const policy = wholePolicy(patched);
  const side = {
    title: reform.title,
    policy: policy.id,
    version: policy.version,
    hash: contentHash(patched),
    reform: reform.id,
    date,
    documents: [pinOf(document), pinOf(original)],
  };
  return { policy, side };
};

const inStore =
  (reader: Reader): DocumentSource =>
  (kind, reference) =>
    getPublished(reader, kind, reference);

/** A published reform, or a policy to be evaluated as it stands; both were checked when they were published. Refusal 'not-found'. */
export const pinSide = (reader: Reader, reference: string, date: string): ResolvedSide => {
  const reform = findDocument(reader, 'reform', reference);
  if (reform !== undefined) return reformSide(inStore(reader), reform, date);
  const policy = findDocument(reader, 'policy', reference);
  return policy === undefined ? refuse('not-found', `No published reform or policy "${reference}".`) : policySide(policy, date);
};

/** The policy of a side, ready to be evaluated. Refusal 'unreadable' where a document is no longer what was pinned. */
export const loadSide = (reader: Reader, side: PlannedSide): ImpactJobSide => rebuildSide(inStore(reader), side);

/** The same from documents wherever they are. */
export const rebuildSide = (published: DocumentSource, { documents, hash, date }: PlannedSide): ImpactJobSide => {
  const [first] = documents;
  if (first === undefined) throw new Error('a side without documents');
  const document = published(first.kind, `${first.id}@${first.version}`);
  const { policy, side } = first.kind === 'policy' ? policySide(document, date) : reformSide(published, document, date);
  const same = side.hash === hash && side.documents.every((pin, i) => pin.hash === documents[i]?.hash);
  if (!same) refuse('unreadable', `${first.kind} ${first.id}@${first.version} is not what this run was planned with: its hash differs.`);
  return { policy, date };
};
