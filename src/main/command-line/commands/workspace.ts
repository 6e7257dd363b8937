/** `workspace create`: a new, empty workspace file. */
import { type Command, EXIT } from '../command.ts';
import { ask } from '../engine-calls.ts';

const create: Command = {
  name: 'workspace create',
  summary: 'Creates a workspace file, which must not exist yet.',
  positionals: { ws: '<ws>' },
  options: { name: { value: 'N', required: true, help: 'what the workspace is called' } },
  run: (context) =>
    context.withEngine(async (engine) => {
      const info = await ask(engine, 'workspace.create', { path: context.argument('ws'), name: context.requiredOption('name') });
      context.terminal.print(context.json ? JSON.stringify(info) : `Created workspace "${info.name}" at ${info.path}`);
      return EXIT.done;
    }),
};

export const workspaceCommands: readonly Command[] = [create];
