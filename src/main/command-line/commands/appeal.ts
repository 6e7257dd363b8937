/** `appeal file`: a new run with corrected evidence; the original stays as it is. */
import type { AppealView } from '../../../engine/model/index.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { readJsonFile } from '../read-json-file.ts';

type Side = AppealView['original'];

const describeSide = ({ outcome, amounts }: Side): string =>
  [outcome, ...Object.entries(amounts).map(([name, amount]) => `${name} ${amount ?? 'undetermined'}`)].join(', ');

const describeSides = (role: string, { original, appealed }: { readonly original: Side; readonly appealed: Side }): readonly string[] => [
  `  ${role}`,
  `    as decided     ${describeSide(original)}`,
  `    with evidence  ${describeSide(appealed)}`,
];

export const describeAppeal = (appeal: AppealView): readonly string[] => [
  `Appeal for case ${appeal.unit}: ${appeal.verdict}`,
  ...appeal.changed.map(({ name, before, after }) => `  ${name}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`),
  ...describeSides('policy in force', appeal),
  ...appeal.reforms.flatMap((reform) => describeSides(`${reform.title} at ${reform.date}`, reform)),
  `  appeal run ${appeal.run}, original run ${appeal.originalRun}`,
];

const fileAppeal: Command = {
  name: 'appeal file',
  summary: 'Decides one case again with corrected evidence, as a new run linked to the original.',
  positionals: { ws: '<ws>', run: '<run>', unit: '<unit-id>' },
  options: {
    evidence: {
      value: 'e.json',
      required: true,
      help: 'corrected values: {"inputs": {name: value}, "members": [{"index": 0, "set": {field: value}}], "note": "…"}',
    },
  },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const appeal = await ask(engine, 'appeal.file', {
        run: context.argument('run'),
        unit: context.argument('unit'),
        evidence: readJsonFile(context.requiredOption('evidence')),
      });
      context.terminal.print(...(context.json ? [JSON.stringify(appeal)] : describeAppeal(appeal)));
      return EXIT.done;
    }),
};

export const appealCommands: readonly Command[] = [fileAppeal];
