/** `report export`: the report of an impact run as a PDF file. */
import { countText } from '../../../engine/report/amount-text.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';

const exportReport: Command = {
  name: 'report export',
  summary: 'Writes the report of an impact run as a PDF file (not signed).',
  positionals: { ws: '<ws>', run: '<run>' },
  options: { output: { value: 'report.pdf', short: 'o', required: true, help: 'file to write; one that is there is replaced' } },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const report = await ask(engine, 'report.export', { run: context.argument('run'), path: context.requiredOption('output') });
      if (context.json) context.terminal.print(JSON.stringify(report));
      else context.terminal.print(`Wrote ${report.path}, ${countText(report.bytes)} bytes`, `  SHA-256 ${report.sha256}`);
      return EXIT.done;
    }),
};

export const reportCommands: readonly Command[] = [exportReport];
