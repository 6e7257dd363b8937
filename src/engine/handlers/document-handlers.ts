/** Policies, reforms and workflows: check, draft, publish, list. */
import type { ParsedInputOf } from '../contract.ts';
import { carryOut } from '../job/carry-out.ts';
import type { Job } from '../job/protocol.ts';
import type { DocumentInfo } from '../model/document.ts';
import type { Json } from '../model/json.ts';
import { assertNever, demandValue, refuse } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { TestOutcome } from '../policy/test-job.ts';
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
import { describeChanges } from '../template/describe-changes.ts';
import type { HandlerContext, Handlers } from './handler.ts';
import type { OpenWorkspace } from './open-workspace.ts';
import { readChecked, readDocument } from './read-document.ts';
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

const testJob = ({ store }: OpenWorkspace, { reference, tests }: ParsedInputOf<'policy.test'>, mutations: boolean): Job => {
  const { body } = store.read((reader) => getPublished(reader, 'policy', reference));
  const policy = wholePolicy(JSON.parse(body) as Json);
  return { kind: 'policy-tests', policy, mutations, ...(tests === undefined ? {} : { file: tests }) };
};

/** Tests take a moment: nobody is told how far they are, and nobody ends them. */
const UNWATCHED = { signal: new AbortController().signal, onProgress: () => undefined, onPart: assertNever };

/** A published template, or one that is checked now. Those of no workspace can be compared without one. */
const templateIn = (context: HandlerContext, meant: ParsedInputOf<'document.compare'>['from']): TemplateDocument => {
  if (typeof meant !== 'string') return checkedTemplate(meant.body, meant.name);
  const workspace = context.workspace();
  const published = workspace.store.read((reader) => findDocument(reader, 'workflow', meant));
  if (published !== undefined) return JSON.parse(published.body) as TemplateDocument;
  return checkedTemplate(getDraft(workspace, 'workflow', meant).body, meant);
};

const checkedTemplate = (body: string, name: string | undefined): TemplateDocument => {
  const { kind, content } = demandValue(readDocument(body, name, undefined));
  if (kind !== 'workflow') refuse('invalid', `${name ?? 'What is compared'} is a ${kind}, and workflows are compared.`);
  return content as unknown as TemplateDocument;
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
    const result = store === undefined ? readChecked(body, name, undefined) : store.read((reader) => readChecked(body, name, reader));
    return result.ok ? { problems: [], notes: result.value.notes() } : { problems: result.failure.problems ?? [], notes: [] };
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

  'document.compare': ({ from, to }, context) => ({ changes: describeChanges(templateIn(context, from), templateIn(context, to)) }),

  'document.shipped': () => shippedDocuments(),

  'policy.test': async (input, context) => {
    const { report } = await carryOut<never, TestOutcome>(context.port.jobs, testJob(context.workspace(), input, false), UNWATCHED);
    return report;
  },

  'policy.mutations': (input, context) => {
    const job = testJob(context.workspace(), input, true);
    return {
      task: context.tasks.start(async ({ signal, progress }) => {
        const { mutations } = await carryOut<never, TestOutcome>(context.port.jobs, job, {
          signal,
          onProgress: progress,
          onPart: assertNever,
        });
        return { mutations: mutations ?? refuse('cancelled', 'The changes were not all tried.') };
      }),
    };
  },
} satisfies Partial<Handlers>;
