/** Adding, publishing and listing documents: the same for policies, reforms and templates. */
import { existsSync } from 'node:fs';
import type { DocumentInfo } from '../../../engine/contract.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace, readTextFile } from '../engine-calls.ts';
import { textTable } from '../text-table.ts';

const describeDocument = (info: DocumentInfo): string =>
  `${info.state === 'published' ? 'Published' : 'Added draft'} ${info.kind} ${info.id}@${info.version}\n  SHA-256 ${info.hash}`;

/** Commands under the word `word` for documents of these kinds. */
export const documentCommands = (word: 'policy' | 'template', kinds: readonly DocumentInfo['kind'][]): readonly Command[] => [
  {
    name: `${word} add`,
    summary: 'Stores a document as a draft; a draft of the same id and version is replaced.',
    positionals: ['ws', 'file'],
    options: {},
    usage: '<ws> <file>',
    run: (context) =>
      inWorkspace(context, async (engine) => {
        const file = context.argument('file');
        const info = await ask(engine, 'document.add', { body: readTextFile(file), name: file });
        context.terminal.print(context.json ? JSON.stringify(info) : describeDocument(info));
        return EXIT.done;
      }),
  },
  {
    name: `${word} publish`,
    summary: 'Publishes a draft (id or id@version) or a file; what is published never changes.',
    positionals: ['ws', 'document'],
    options: {},
    usage: '<ws> <id[@version] | file>',
    run: (context) =>
      inWorkspace(context, async (engine) => {
        const named = context.argument('document');
        const isFile = existsSync(named) || named.endsWith('.json');
        const kind = kinds[0] as DocumentInfo['kind'];
        const info = await ask(
          engine,
          'document.publish',
          isFile ? { body: readTextFile(named), name: named } : { kind, reference: named },
        );
        context.terminal.print(context.json ? JSON.stringify(info) : describeDocument(info));
        return EXIT.done;
      }),
  },
  {
    name: `${word} list`,
    summary: 'Lists the documents, drafts and published ones.',
    positionals: ['ws'],
    options: {},
    usage: '<ws>',
    run: (context) =>
      inWorkspace(context, async (engine) => {
        const documents = (await ask(engine, 'document.list', {})).filter((info) => kinds.includes(info.kind));
        const rows = documents.map((info) => [info.kind, info.id, info.version, info.state, info.hash.slice(0, 16), info.title]);
        const columns = ['kind', 'id', 'version', 'state', 'sha-256', 'title'].map((title) => ({ title }));
        context.terminal.print(context.json ? JSON.stringify(documents) : textTable(columns, rows));
        return EXIT.done;
      }),
  },
];
