/** Compares the documents in their tables with what the audit trail says was published and saved. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import type { DocumentKey } from '../../model/document.ts';
import { sha256Hex } from '../../model/sha256.ts';
import { type Comparison, NOTHING_TO_COMPARE, type ObjectCheck } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import type { StoredDocument } from './document-store.ts';
import getDocument from './sql/get-document.sql?raw';
import listDocumentKeys from './sql/list-document-keys.sql?raw';
import listDraftKeys from './sql/list-draft-keys.sql?raw';

const nameOf = ({ kind, id, version }: { readonly [part: string]: string | number }): string => `${kind} ${id}@${version}`;

export const documentCheck: ObjectCheck = {
  kinds: ['document.published', 'draft.saved'],
  begin: (reader) => {
    const published = new Set<string>();
    /** What the newest entry says of every draft that is still in work. */
    const drafts = new Map<string, AuditEntry>();
    return {
      compare: (entry) => {
        const name = nameOf(entry.subject);
        if (entry.kind === 'draft.saved') {
          drafts.set(name, entry);
          return NOTHING_TO_COMPARE;
        }
        drafts.delete(name);
        published.add(name);
        return comparePublished(reader, entry, name);
      },
      leftOver: () => forgedDocument(reader, published) ?? forgedDraft(reader, drafts),
    };
  },
};

const comparePublished = (reader: Reader, entry: AuditEntry, name: string): Comparison => {
  const { kind = '', id = '', version = '' } = entry.subject;
  const document = reader.one<StoredDocument>(getDocument, { kind, id, version });
  if (document === undefined) return { checked: 0, wrong: `${name} is missing` };
  const hash = entry.detail?.hash;
  if (document.hash !== hash || sha256Hex(document.body) !== hash) return { checked: 1, wrong: `${name} is not what was published` };
  const { title } = JSON.parse(document.body) as { readonly title?: unknown };
  const labelled = document.title === title && document.publishedAt === entry.at;
  return labelled ? { checked: 1 } : { checked: 1, wrong: `${name} is not what was published: its title or date differs` };
};

const forgedDocument = (reader: Reader, published: ReadonlySet<string>): string | undefined => {
  const forged = reader.all<DocumentKey>(listDocumentKeys).find((key) => !published.has(nameOf(key)));
  return forged === undefined ? undefined : `no entry records that ${nameOf(forged)} was published`;
};

const forgedDraft = (reader: Reader, drafts: ReadonlyMap<string, AuditEntry>): string | undefined => {
  const rows = reader.all<DocumentKey & { readonly hash: string; readonly problems: number; readonly body: string }>(listDraftKeys);
  const forged = rows.find((row) => {
    const detail = drafts.get(nameOf(row))?.detail;
    return detail?.hash !== row.hash || detail.problems !== row.problems || detail.text !== sha256Hex(row.body);
  });
  if (forged !== undefined) return `no entry records the draft ${nameOf(forged)} as it is now`;
  return drafts.size === rows.length ? undefined : 'a draft that was saved is missing';
};
