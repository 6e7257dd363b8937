/** Calls of the engine from a command: a refusal becomes an exception that ends the command with exit code 2. */
import { existsSync, readFileSync } from 'node:fs';
import type { AnswerOf, DocumentInfo, Engine, EngineEvent, InputOf, OperationName, TaskEnd } from '../../engine/contract.ts';
import { Refusal, refuse } from '../../engine/model/problem.ts';
import { countText } from '../../engine/report/amount-text.ts';
import type { CommandContext, Terminal } from './command.ts';

export const ask = async <Name extends OperationName>(engine: Engine, name: Name, input: InputOf<Name>): Promise<AnswerOf<Name>> => {
  const result = await engine.call(name, input);
  if (!result.ok) throw new Refusal(result.failure);
  return result.value;
};

/** Opens the workspace that the argument `ws` names and works on it. */
export const inWorkspace = <T>(context: CommandContext, work: (engine: Engine) => Promise<T>): Promise<T> =>
  context.withEngine(async (engine) => {
    await ask(engine, 'workspace.open', { path: context.argument('ws') });
    return work(engine);
  });

const showProgress =
  (terminal: Terminal, task: string) =>
  (event: EngineEvent): void => {
    if (event.type !== 'task.progress' || event.task !== task) return;
    const rate = event.rate > 0 ? `, ${countText(Math.round(event.rate))}/s` : '';
    terminal.progress(`${event.phase}: ${countText(event.done)} of ${countText(event.total)} ${event.unit}${rate}`);
  };

/** Waits for a task or run while showing its progress. Its failure or cancellation becomes a Refusal. */
export const waitFor = async (engine: Engine, terminal: Terminal, task: string): Promise<Extract<TaskEnd, { status: 'completed' }>> => {
  const stop = engine.subscribe(showProgress(terminal, task));
  const end = await engine.ended(task);
  stop();
  terminal.progress('');
  if (end.status === 'failed') throw new Refusal(end.failure);
  if (end.status === 'cancelled') return refuse('cancelled', 'The task was cancelled.');
  return end;
};

/** Text of a file that the person named. */
export const readTextFile = (path: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const reason =
      error instanceof TypeError
        ? 'it is not UTF-8 text'
        : (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'there is no such file'
          : (error as Error).message;
    return refuse('unreadable', `"${path}" cannot be read: ${reason}`);
  }
};

/** A document named by id, id@version or file. A file is published on the way in. */
export const publishedReference = async (engine: Engine, named: string): Promise<string> => {
  if (!existsSync(named) && !named.endsWith('.json')) return named;
  const info: DocumentInfo = await ask(engine, 'document.publish', { body: readTextFile(named), name: named });
  return `${info.id}@${info.version}`;
};
