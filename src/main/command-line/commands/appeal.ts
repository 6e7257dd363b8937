/** `appeal file`: a new run with corrected evidence; the original stays as it is. */
import type { AppealView } from '../../../engine/contract.ts';
import type { Json } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace, readTextFile } from '../engine-calls.ts';

export const describeAppeal = (appeal: AppealView): string => {
  const side = (view: AppealView['original']): string =>
    [view.outcome, ...Object.entries(view.amounts).map(([name, amount]) => `${name} ${amount ?? 'undetermined'}`)].join(', ');
  return [
    `Appeal for case ${appeal.unit}: ${appeal.verdict}`,
    ...appeal.changed.map((change) => `  ${change.name}: ${JSON.stringify(change.before)} -> ${JSON.stringify(change.after)}`),
    `  original decision: ${side(appeal.original)}`,
    `  appealed decision: ${side(appeal.appealed)}`,
    `  appeal run ${appeal.run}, original run ${appeal.originalRun}`,
  ].join('\n');
};

const readEvidence = (file: string): Json => {
  const text = readTextFile(file);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    return refuse('invalid', `"${file}" is not JSON`, [
      { document: file, message: (error as Error).message, expected: 'a JSON object with corrected values' },
    ]);
  }
};

const fileAppeal: Command = {
  name: 'appeal file',
  summary: 'Decides one case again with corrected evidence, as a new run linked to the original.',
  positionals: ['ws', 'run', 'unit-id'],
  options: { evidence: { type: 'string' } },
  usage: '<ws> <run> <unit-id> --evidence e.json',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const evidence = readEvidence(context.requiredOption('evidence'));
      const appeal = await ask(engine, 'appeal.file', {
        run: context.argument('run'),
        unit: context.argument('unit-id'),
        evidence,
      });
      context.terminal.print(context.json ? JSON.stringify(appeal) : describeAppeal(appeal));
      return EXIT.done;
    }),
};

export const appealCommands: readonly Command[] = [fileAppeal];
