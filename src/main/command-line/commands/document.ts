/** Adding, publishing and listing documents: the same for policies, reforms and templates. */
import type { Engine } from '../../../engine/contract.ts';
import type { DocumentInfo } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { isFileName } from '../published-references.ts';
import { readJsonFile } from '../read-json-file.ts';
import { readTextFile } from '../read-text-file.ts';
import { textTable } from '../text-table.ts';

type Kind = DocumentInfo['kind'];

const describeDocument = ({ state, kind, id, version, hash }: DocumentInfo): readonly string[] => [
  `${state === 'published' ? 'Published' : 'Added draft'} ${kind} ${id}@${version}`,
  `  SHA-256 ${hash}`,
];

/** A document file of one of these kinds; one that names no kind is left for the engine to refuse. */
const readDocumentFile = (name: string, kinds: readonly Kind[]): { readonly body: string; readonly name: string } => {
  const document = readJsonFile(name);
  const kind = typeof document === 'object' && document !== null && 'kind' in document ? document.kind : undefined;
  const isOther = kind !== undefined && !kinds.some((known) => known === kind);
  if (isOther) refuse('invalid', `"${name}" is of the kind ${JSON.stringify(kind)}, and this command takes a ${kinds.join(' or ')}`);
  return { body: readTextFile(name), name };
};

/** The kind of the draft that is meant; where there is none, the first, for the engine to say that it has none. */
const kindOfDraft = async (engine: Engine, reference: string, kinds: readonly [Kind, ...Kind[]]): Promise<Kind> => {
  const drafts = (await ask(engine, 'document.list', {})).filter(({ state }) => state === 'draft');
  const isMeant = ({ id, version }: DocumentInfo): boolean => reference === id || reference === `${id}@${version}`;
  return kinds.find((kind) => drafts.some((draft) => draft.kind === kind && isMeant(draft))) ?? kinds[0];
};

/** Commands under the word `word` for documents of these kinds. */
export const documentCommands = (word: 'policy' | 'template', what: string, kinds: readonly [Kind, ...Kind[]]): readonly Command[] => [
  {
    name: `${word} add`,
    summary: `Stores a ${what} as a draft; a draft of the same id and version is replaced.`,
    positionals: { ws: '<ws>', file: '<file>' },
    options: {},
    run: (context) =>
      inWorkspace(context, async (engine) => {
        const info = await ask(engine, 'document.add', readDocumentFile(context.argument('file'), kinds));
        context.terminal.print(...(context.json ? [JSON.stringify(info)] : describeDocument(info)));
        return EXIT.done;
      }),
  },
  {
    name: `${word} publish`,
    summary: `Publishes a draft or a file with a ${what}; what is published never changes.`,
    positionals: { ws: '<ws>', document: '<id[@version] | file>' },
    options: {},
    run: (context) =>
      inWorkspace(context, async (engine) => {
        const named = context.argument('document');
        const document = isFileName(named)
          ? readDocumentFile(named, kinds)
          : { kind: await kindOfDraft(engine, named, kinds), reference: named };
        const info = await ask(engine, 'document.publish', document);
        context.terminal.print(...(context.json ? [JSON.stringify(info)] : describeDocument(info)));
        return EXIT.done;
      }),
  },
  {
    name: `${word} list`,
    summary: `Lists every ${what} of a workspace, drafts and published ones.`,
    positionals: { ws: '<ws>' },
    options: {},
    run: (context) =>
      inWorkspace(context, async (engine) => {
        const documents = (await ask(engine, 'document.list', {})).filter((info) => kinds.includes(info.kind));
        const rows = documents.map((info) => [info.kind, info.id, info.version, info.state, info.hash.slice(0, 16), info.title]);
        const columns = ['kind', 'id', 'version', 'state', 'sha-256', 'title'].map((title) => ({ title }));
        if (context.json) context.terminal.print(JSON.stringify(documents));
        else context.terminal.print(...(rows.length === 0 ? [`The workspace holds no ${what}.`] : textTable(columns, rows)));
        return EXIT.done;
      }),
  },
];
