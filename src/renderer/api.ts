/** The renderer's one way to the engine: typed calls whose refusals are values. */
import type { AnswerOf, EngineEvent, InputOf, OperationName } from '../engine/contract.ts';
import type { Bridge, Reply } from '../main/bridge.ts';

const bridge = (): Bridge => window.probity;

export const call = <Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Reply<AnswerOf<Name>>> =>
  bridge().call(name, input);

export const subscribe = (listener: (event: EngineEvent) => void): (() => void) => bridge().subscribe(listener);

/** Dialogs, recent files and the like, which the desktop shell answers. */
export const shell: Bridge['shell'] = (name, input) => bridge().shell(name, input);
