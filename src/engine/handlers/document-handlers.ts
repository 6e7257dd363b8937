/** Policies, reforms and workflows: check, draft, publish, list. */
import type { DocumentInfo } from '../model/document.ts';
import type { Json } from '../model/json.ts';
import { demandValue, refuse } from '../model/problem.ts';
import { testPolicy } from '../policy/test-policy.ts';
import { wholePolicy } from '../policy/whole-policy.ts';
import {
  findDocument,
  findDraft,
  findSamePublished,
  getPublished,
  listDocuments,
  type NewDocument,
  publishDocument,
  type StoredDocument,
  saveDraft,
} from '../store/document/document-store.ts';
import type { Handlers } from './handler.ts';
import type { OpenWorkspace } from './open-workspace.ts';
import { readDocument } from './read-document.ts';
import { readDraft } from './read-draft.ts';
import { shippedDocuments } from './shipped-documents.ts';

const infoOf = ({ body: _, ...info }: StoredDocument): DocumentInfo => info;

const readIn = ({ store }: OpenWorkspace, body: string, name: string | undefined): NewDocument =>
  store.read((reader) => demandValue(readDocument(body, name, reader)));

const getDraft = ({ store }: OpenWorkspace, kind: DocumentInfo['kind'], reference: string): StoredDocument =>
  store.read((reader) => findDraft(reader, kind, reference)) ?? refuse('not-found', `No draft ${kind} "${reference}".`);

/** The same content twice is the same document, and leaves no trace. */
const publish = ({ store }: OpenWorkspace, actor: string, document: NewDocument): DocumentInfo => {
  const same = store.read((reader) => findSamePublished(reader, document));
  return infoOf(same ?? store.change(actor, (writer) => publishDocument(writer, document)));
};

export const documentHandlers = {
  'document.list': ({ kind }, context) => context.workspace().store.read((reader) => listDocuments(reader, kind)),

  'document.get': ({ kind, reference }, context) =>
    context
      .workspace()
      .store.read(
        (reader) =>
          findDocument(reader, kind, reference) ??
          findDraft(reader, kind, reference) ??
          refuse('not-found', `No ${kind} "${reference}" in this workspace.`),
      ),

  'document.check': ({ body, name }, context) => {
    const { store } = context.findWorkspace() ?? {};
    const result = store === undefined ? readDocument(body, name, undefined) : store.read((reader) => readDocument(body, name, reader));
    return { problems: result.ok ? [] : (result.failure.problems ?? []) };
  },

  'document.add': ({ body, name, unfinished }, context) => {
    const workspace = context.workspace();
    const draft = unfinished
      ? workspace.store.read((reader) => readDraft(body, name, reader))
      : { ...readIn(workspace, body, name), text: body, problems: 0 };
    return infoOf(workspace.store.change(context.actor, (writer) => saveDraft(writer, draft)));
  },

  'document.publish': (input, context) => {
    const workspace = context.workspace();
    const { body, name } = 'body' in input ? input : { body: getDraft(workspace, input.kind, input.reference).body, name: input.reference };
    const info = publish(workspace, context.actor, readIn(workspace, body, name));
    context.workspaceChanged();
    return info;
  },

  'document.shipped': () => shippedDocuments(),

  'policy.test': ({ reference }, context) => {
    const { body } = context.workspace().store.read((reader) => getPublished(reader, 'policy', reference));
    return testPolicy(wholePolicy(JSON.parse(body) as Json));
  },
} satisfies Partial<Handlers>;
