/** `audit checkpoint|prove|consistency`: what others verify the trail with. */
import { readEntry } from '../../../engine/audit/audit-entry.ts';
import { parseCheckpoint } from '../../../engine/audit/checkpoint.ts';
import { readTlogProof } from '../../../engine/audit/tlog-proof.ts';
import { readWitnessRequest } from '../../../engine/audit/witness-request.ts';
import { entryBeside, PROOF_ENDING } from '../../../engine/evidence/bundle-paths.ts';
import { writeSmallFile } from '../../../engine/file/write-small-file.ts';
import { counted } from '../../../engine/model/counted.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, type CommandContext, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';

const INDEX = /^(?:0|[1-9]\d{0,14})$/;

const readIndex = (name: string, text: string): number => {
  if (INDEX.test(text)) return Number(text);
  const message = `the ${name} is "${text}"`;
  return refuse('invalid', message, [{ message, expected: 'a whole number from 0' }]);
};

/** `isOne`: whether a file that is there already is of this kind, and may be replaced. */
type Written = { readonly path: string; readonly text: string; isOne(text: string): boolean };

/** Without -o the first text itself is the answer. It is written last: a proof that was written has what it proves beside it. */
const give = async (context: CommandContext, answer: unknown, files: readonly Written[]): Promise<void> => {
  const isWritten = context.option('output') !== undefined;
  if (isWritten)
    for (const { path, text, isOne } of files.toReversed()) {
      const replaces = (content: Uint8Array): boolean => isOne(Buffer.from(content).toString('utf8'));
      await writeSmallFile({ outPath: path, content: text, replaces });
    }
  if (context.json) context.terminal.print(JSON.stringify(answer));
  else if (!isWritten) context.terminal.print(...(files[0]?.text ?? '').trimEnd().split('\n'));
  else context.terminal.print(...files.map(({ path }) => `Wrote ${path}`));
};

const isCheckpoint = (text: string): boolean => typeof parseCheckpoint(text) !== 'string';
const isProof = (text: string): boolean => typeof readTlogProof(text) !== 'string';
const isEntry = (text: string): boolean => typeof readEntry(Buffer.from(text)) !== 'string';
const isRequest = (text: string): boolean => typeof readWitnessRequest(text) !== 'string';

const output = (value: string, help: string): Command['options'] => ({ output: { value, short: 'o', help } });

const checkpoint: Command = {
  name: 'audit checkpoint',
  summary: 'Signs the trail as it stands, and gives the signed checkpoint.',
  positionals: { ws: '<ws>' },
  options: output('file', 'file for the checkpoint; without it the checkpoint is printed'),
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const answer = await ask(engine, 'audit.checkpoint', {});
      await give(context, answer, [{ path: context.option('output') ?? '', text: answer.note, isOne: isCheckpoint }]);
      return EXIT.done;
    }),
};

const prove: Command = {
  name: 'audit prove',
  summary:
    'Proves that an entry is in the trail, to somebody who has nothing but a checkpoint. With -o, the entry is written beside the proof.',
  positionals: { ws: '<ws>', index: '<index>' },
  options: output(`file${PROOF_ENDING}`, 'file for the proof; the entry goes beside it as .json'),
  run: (context) => {
    const index = readIndex('index', context.argument('index'));
    return inWorkspace(context, async (engine) => {
      const answer = await ask(engine, 'audit.prove', { index });
      const path = context.option('output') ?? '';
      await give(context, answer, [
        { path, text: answer.proof, isOne: isProof },
        { path: entryBeside(path), text: answer.entry, isOne: isEntry },
      ]);
      return EXIT.done;
    });
  },
};

const consistency: Command = {
  name: 'audit consistency',
  summary: 'Proves that the trail of <new> entries continues that of <old>: the request for a witness. 0 where a witness has seen none.',
  positionals: { ws: '<ws>', old: '<old>', new: '[new]' },
  options: output('file', 'file for the request; without it the request is printed'),
  run: (context) => {
    const oldSize = readIndex('older size', context.argument('old'));
    const given = context.optionalArgument('new');
    const newSize = given === undefined ? undefined : readIndex('newer size', given);
    return inWorkspace(context, async (engine) => {
      const answer = await ask(engine, 'audit.consistency', { oldSize, ...(newSize === undefined ? {} : { newSize }) });
      await give(context, answer, [{ path: context.option('output') ?? '', text: answer.request, isOne: isRequest }]);
      return EXIT.done;
    });
  },
};

const checkpoints: Command = {
  name: 'audit checkpoints',
  summary: 'Lists the newest checkpoints: how many entries each covers, and their root.',
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const answer = await ask(engine, 'audit.checkpoints', { limit: 100 });
      const lines = answer.checkpoints.map(({ size, root }) => `${size}  ${root}`);
      const more = answer.total - lines.length;
      context.terminal.print(
        ...(context.json
          ? [JSON.stringify(answer)]
          : [...lines, ...(more > 0 ? [`and ${counted(more, 'earlier one', 'earlier ones')}`] : [])]),
      );
      return EXIT.done;
    }),
};

export const proofCommands: readonly Command[] = [checkpoints, checkpoint, prove, consistency];
