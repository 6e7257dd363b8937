/** Policies, reforms and templates in the workspace: drafts that change, and published versions that never do. */
import { canonicalJson } from '../../model/canonical-json.ts';
import { contentHash } from '../../model/content-hash.ts';
import type { DocumentInfo, DocumentKey, DocumentKind } from '../../model/document.ts';
import type { Json } from '../../model/json.ts';
import { refuse } from '../../model/problem.ts';
import { sha256Hex } from '../../model/sha256.ts';
import type { Reader, Writer } from '../handle.ts';
import { compareVersions } from './semantic-version.ts';
import deleteDraft from './sql/delete-draft.sql?raw';
import getDocument from './sql/get-document.sql?raw';
import getDraft from './sql/get-draft.sql?raw';
import insertDocument from './sql/insert-document.sql?raw';
import listDocumentsSql from './sql/list-documents.sql?raw';
import listDraftVersions from './sql/list-draft-versions.sql?raw';
import listDraftsSql from './sql/list-drafts.sql?raw';
import listVersions from './sql/list-versions.sql?raw';
import putDraft from './sql/put-draft.sql?raw';

/** A document as it comes in: checked, with its key taken from its own content. */
export type NewDocument = DocumentKey & { readonly title: string; readonly content: Json };

/** A document in work. `text`: as a person wrote it. */
export type NewDraft = NewDocument & { readonly text: string; readonly problems: number };

/** `body`: of a published document its RFC 8785 text; of a draft the text as it was written. */
export type StoredDocument = DocumentInfo & { readonly body: string };

/** `id@version` or `id`, taken apart at the last "@". */
export const parseReference = (reference: string): { readonly id: string; readonly version?: string } => {
  const at = reference.lastIndexOf('@');
  return at <= 0 ? { id: reference } : { id: reference.slice(0, at), version: reference.slice(at + 1) };
};

/** A published document by `id@version`, or the newest published one by `id`. Refusal 'unreadable' where its text is not what was published. */
export const findDocument = (reader: Reader, kind: DocumentKind, reference: string): StoredDocument | undefined => {
  const { id, version = newest(reader, listVersions, { kind, id }) } = parseReference(reference);
  const found = version === undefined ? undefined : reader.one<StoredDocument>(getDocument, { kind, id, version });
  if (found !== undefined && sha256Hex(found.body) !== found.hash) {
    refuse('unreadable', `${kind} ${id}@${version} is not what was published: its SHA-256 does not match.`);
  }
  return found;
};

/** The same among drafts. */
export const findDraft = (reader: Reader, kind: DocumentKind, reference: string): StoredDocument | undefined => {
  const { id, version = newest(reader, listDraftVersions, { kind, id }) } = parseReference(reference);
  return version === undefined ? undefined : reader.one<StoredDocument>(getDraft, { kind, id, version });
};

/** As `findDocument`, with Refusal 'not-found' where there is none. */
export const getPublished = (reader: Reader, kind: DocumentKind, reference: string): StoredDocument => {
  const found = findDocument(reader, kind, reference);
  if (found !== undefined) return found;
  const draft = findDraft(reader, kind, reference);
  const hint = draft === undefined ? '' : ' There is a draft of it; publish that first.';
  return refuse('not-found', `No published ${kind} "${reference}".${hint}`);
};

const newest = (reader: Reader, sql: string, params: { readonly kind: DocumentKind; readonly id: string }): string | undefined =>
  reader
    .all<{ version: string }>(sql, params)
    .map((row) => row.version)
    .toSorted(compareVersions)
    .at(-1);

/** Published documents in the order of publishing, then drafts. */
export const listDocuments = (reader: Reader, kind?: DocumentKind): readonly DocumentInfo[] =>
  [...reader.all<DocumentInfo>(listDocumentsSql), ...reader.all<DocumentInfo>(listDraftsSql)].filter(
    (document) => kind === undefined || document.kind === kind,
  );

/** Stores or replaces a draft. Refusal 'conflict' where that version is published already. */
export const saveDraft = (writer: Writer, draft: NewDraft): StoredDocument => {
  const { kind, id, version, title, content, text, problems } = draft;
  if (writer.one(getDocument, { kind, id, version }) !== undefined) {
    refuse('conflict', `${kind} ${id}@${version} is published and cannot change; give the draft another version.`);
  }
  const hash = contentHash(content);
  const detail = { hash, text: sha256Hex(text), problems };
  const { at } = writer.record({ kind: 'draft.saved', subject: { kind, id, version }, detail });
  writer.run(putDraft, { kind, id, version, title, hash, problems, body: text, savedAt: at });
  return { kind, id, version, title, state: 'draft', hash, problems, body: text };
};

/**
 * What publishing this document would find: the same content, published before, or nothing. Refusal 'conflict' where other content was published
 * under this id and version.
 */
export const findSamePublished = (reader: Reader, document: NewDocument): StoredDocument | undefined => {
  const { kind, id, version, content } = document;
  const existing = reader.one<StoredDocument>(getDocument, { kind, id, version });
  if (existing !== undefined && existing.hash !== contentHash(content)) {
    return refuse('conflict', `${kind} ${id}@${version} was published with other content; give the changed document another version.`);
  }
  return existing;
};

/**
 * Publishes a document and drops its draft. The same content twice is the same document: then nothing is written or recorded, so that where
 * publishing is all of a change, `findSamePublished` is to be asked before.
 */
export const publishDocument = (writer: Writer, document: NewDocument): StoredDocument => {
  const existing = findSamePublished(writer, document);
  if (existing !== undefined) return existing;
  const { kind, id, version, title, content } = document;
  const body = canonicalJson(content);
  const hash = sha256Hex(body);
  const { at } = writer.record({ kind: 'document.published', subject: { kind, id, version }, detail: { hash } });
  writer.run(insertDocument, { kind, id, version, title, hash, body, publishedAt: at });
  writer.run(deleteDraft, { kind, id, version });
  return { kind, id, version, title, state: 'published', hash, publishedAt: at, body };
};
