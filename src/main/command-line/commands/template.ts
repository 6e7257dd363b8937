/** `template add|publish|list|compare`: workflow templates of a workspace. */
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, EXIT } from '../command.ts';
import { ask } from '../engine-calls.ts';
import { isFileName } from '../published-references.ts';
import { readTextFile } from '../read-text-file.ts';
import { documentCommands } from './document.ts';

/** A file's text, or a reference. */
const readSide = (named: string): string | { readonly body: string; readonly name: string } =>
  isFileName(named) ? { body: readTextFile(named), name: named } : named;

const compare: Command = {
  name: 'template compare',
  summary: 'Tells in words what differs in meaning between two versions of a template.',
  positionals: { from: '<from>', to: '<to>' },
  options: { ws: { value: '<ws>', help: 'workspace that has them; files need none' } },
  run: (context) => {
    const [from, to, path] = [readSide(context.argument('from')), readSide(context.argument('to')), context.option('ws')];
    if (path === undefined && (typeof from === 'string' || typeof to === 'string')) {
      const message = 'a template of a workspace is named, and no workspace';
      refuse('invalid', message, [{ message, expected: '--ws <ws>, or files' }]);
    }
    return context.withEngine(async (engine) => {
      if (path !== undefined) await ask(engine, 'workspace.open', { path, takeUp: false });
      const { changes } = await ask(engine, 'document.compare', { kind: 'workflow', from, to });
      const told = changes.length === 0 ? ['They mean the same.'] : changes;
      context.terminal.print(...(context.json ? [JSON.stringify({ changes })] : told));
      return EXIT.done;
    });
  },
};

export const templateCommands: readonly Command[] = [...documentCommands('template', 'workflow template', ['workflow']), compare];
