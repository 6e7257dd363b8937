/** Calls of the engine from a command: a refusal becomes an exception that ends the command. */
import type { AnswerOf, Engine, EngineEvent, InputOf, OperationName, TaskEnd } from '../../engine/contract.ts';
import { Refusal, refuse } from '../../engine/model/problem.ts';
import { countText } from '../../engine/report/amount-text.ts';
import type { CommandContext } from './command.ts';
import type { OnInterruption } from './interruption.ts';
import type { Terminal } from './terminal.ts';

export const ask = async <Name extends OperationName>(engine: Engine, name: Name, input: InputOf<Name>): Promise<AnswerOf<Name>> => {
  const result = await engine.call(name, input);
  if (!result.ok) throw new Refusal(result.failure);
  return result.value;
};

/**
 * Opens the workspace that the argument `ws` names and works on it. Runs that an earlier process left stay as they are, unless the command is there
 * to see them through: `takeUp`. `debug`: steps are done one at a time. `on`: what Ctrl-C does to a run that is waited for.
 */
export const inWorkspace = <T>(
  context: CommandContext,
  work: (engine: Engine) => Promise<T>,
  { takeUp = false, debug = false, on }: { readonly takeUp?: boolean; readonly debug?: boolean; readonly on?: OnInterruption } = {},
): Promise<T> =>
  context.withEngine(async (engine) => {
    const { trailNotice } = await ask(engine, 'workspace.open', { path: context.argument('ws'), takeUp, debug });
    if (trailNotice !== undefined) context.terminal.remark(`probity: ${trailNotice}`);
    return work(engine);
  }, on);

/** For the events of a task or run. */
export const showProgress =
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
