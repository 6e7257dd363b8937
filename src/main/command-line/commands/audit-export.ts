/** `audit export`: the whole trail as a folder that other programs read. */
import { countText } from '../../../engine/report/amount-text.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';

export const auditExport: Command = {
  name: 'audit export',
  summary: 'Writes the whole audit trail as a C2SP tlog-tiles folder: checkpoint, entries and hashes.',
  positionals: { ws: '<ws>' },
  options: { output: { value: 'folder', short: 'o', required: true, help: 'folder to make; it must not exist yet' } },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { task } = await ask(engine, 'audit.exportLog', { outPath: context.requiredOption('output') });
      const { answer } = await waitFor(engine, context.terminal, task);
      if (!('file' in answer)) throw new Error('the task did not answer with a file');
      const { file } = answer;
      const words = [`Wrote ${file.path}, ${countText(file.bytes)} bytes`, `  SHA-256 of its checkpoint ${file.sha256}`];
      context.terminal.print(...(context.json ? [JSON.stringify(file)] : words));
      return EXIT.done;
    }),
};
