/** `audit anchors|anchor|timestamp-request`: what remembers states of the trail, and how more comes to do so. */
import type { Anchor } from '../../../engine/model/index.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { readVerifierKey } from '../read-verifier-key.ts';
import { textTable } from '../text-table.ts';

const rowOf = ({ kind, by, at, size, outside, fingerprint = '' }: Anchor): readonly string[] => [
  kind,
  String(size),
  at,
  outside ? 'outside' : 'this machine',
  by,
  fingerprint,
];

const COLUMNS = [
  { title: 'kind' },
  { title: 'entries', align: 'right' },
  { title: 'at' },
  { title: 'where' },
  { title: 'by' },
  { title: 'fingerprint' },
] as const;

const anchors: Command = {
  name: 'audit anchors',
  summary: 'Lists what remembers states of the trail: what was taken in, and what this machine has seen.',
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const answer = await ask(engine, 'audit.anchors', {});
      context.terminal.print(...(context.json ? [JSON.stringify(answer)] : textTable(COLUMNS, answer.map(rowOf))));
      return EXIT.done;
    }),
};

const anchor: Command = {
  name: 'audit anchor',
  summary: 'Takes in a file that vouches for the trail: a cosigned checkpoint, an RFC 3161 response, a checkpoint, a signed report.',
  positionals: { ws: '<ws>', file: '<file>' },
  options: { 'witness-key': { value: 'vkey', help: 'verifier key of the witness, or a file with it, where its name does not say it' } },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const witnessKey = context.option('witness-key');
      const answer = await ask(engine, 'audit.addAnchor', {
        path: context.argument('file'),
        ...(witnessKey === undefined ? {} : { witnessKey: readVerifierKey(witnessKey) }),
      });
      context.terminal.print(...(context.json ? [JSON.stringify(answer)] : textTable(COLUMNS, [rowOf(answer)])));
      return EXIT.done;
    }),
};

const timestampRequest: Command = {
  name: 'audit timestamp-request',
  summary: 'Writes an RFC 3161 request over the newest checkpoint, for a timestamp authority; `audit anchor` takes its response in.',
  positionals: { ws: '<ws>' },
  options: { output: { value: 'file.tsq', short: 'o', required: true, help: 'file to write' } },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const file = await ask(engine, 'audit.timestampRequest', { outPath: context.requiredOption('output') });
      context.terminal.print(context.json ? JSON.stringify(file) : `Wrote ${file.path}, over the first ${file.size} entries`);
      return EXIT.done;
    }),
};

export const anchorCommands: readonly Command[] = [anchors, anchor, timestampRequest];
