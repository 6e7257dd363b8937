/** `evidence …`: the evidence of a run as one file for others, and the check of any file of evidence. */
import { resolve } from 'node:path';
import { countText } from '../../../engine/report/amount-text.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';
import { VERIFY_OPTIONS, verifyEvidence } from '../verify-evidence.ts';

const exportEvidence: Command = {
  name: 'evidence export',
  summary: 'Writes the evidence of an impact run as a bundle that can be checked without this program.',
  positionals: { ws: '<ws>', run: '<run>' },
  options: {
    output: { value: 'bundle.zip', short: 'o', required: true, help: 'file to write; a bundle that is there is replaced' },
    case: {
      value: 'unit-id',
      repeatable: true,
      help: 'a case to be disclosed with its facts and reasons; without any, no personal data is in the bundle',
    },
  },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { task } = await ask(engine, 'evidence.export', {
        run: context.argument('run'),
        outPath: resolve(context.requiredOption('output')),
        units: [...context.options('case')],
      });
      const { answer } = await waitFor(engine, context.terminal, task);
      if (!('file' in answer)) throw new Error('the task did not answer with a file');
      const { file } = answer;
      if (context.json) context.terminal.print(JSON.stringify(file));
      else context.terminal.print(`Wrote ${file.path}, ${countText(file.bytes)} bytes`, `  SHA-256 ${file.sha256}`);
      return EXIT.done;
    }),
};

const verify: Command = {
  name: 'evidence verify',
  summary: 'Checks a bundle, a proof, a checkpoint or a signed report, and says what each check found.',
  positionals: { file: '<file>' },
  options: VERIFY_OPTIONS,
  run: (context) => verifyEvidence(context),
};

export const evidenceCommands: readonly Command[] = [exportEvidence, verify];
