/** `report export`: the report of an impact run as a PDF file. */
import { countText } from '../../../engine/report/amount-text.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';

const exportReport: Command = {
  name: 'report export',
  summary: 'Writes the report of an impact run as a PDF file (not signed).',
  positionals: ['ws', 'run'],
  options: { output: { type: 'string', short: 'o' } },
  usage: '<ws> <run> -o report.pdf',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const report = await ask(engine, 'report.export', { run: context.argument('run'), path: context.requiredOption('output') });
      context.terminal.print(
        context.json ? JSON.stringify(report) : `Wrote ${report.path}, ${countText(report.bytes)} bytes\n  SHA-256 ${report.sha256}`,
      );
      return EXIT.done;
    }),
};

export const reportCommands: readonly Command[] = [exportReport];
