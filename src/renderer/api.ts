/** The renderer's one way to the engine: typed calls whose refusals are values. */
import type { AnswerOf, EngineEvent, InputOf, OperationName } from '../engine/contract.ts';
import type { Bridge, Reply } from '../main/bridge.ts';
import type { ShellAnswers, ShellInputs, ShellName } from '../main/shell-contract.ts';

const bridge = (): Bridge => window.probity;

export const call = <Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Reply<AnswerOf<Name>>> =>
  bridge().call(name, input);

export const subscribe = (listener: (event: EngineEvent) => void): (() => void) => bridge().subscribe(listener);

/** Dialogs, recent files and the like, which the desktop shell answers. It refuses only what no page of ours asks, so that is thrown. */
export const shell = async <Name extends ShellName>(name: Name, input: ShellInputs[Name]): Promise<ShellAnswers[Name]> => {
  const reply = await bridge().shell(name, input);
  if (reply.ok) return reply.value;
  throw new Error(`${reply.error.message} (${reply.error.ref})`);
};

/** The path of a file that the person dropped, which may then be read; null for what is no file of the disk. */
export const take = async (file: File): Promise<string | null> => {
  const reply = await bridge().take(file);
  if (reply.ok) return reply.value;
  throw new Error(`${reply.error.message} (${reply.error.ref})`);
};
