/** What the preload script offers the renderer as `window.probity`; the renderer imports this file's types only. */
import type { AnswerOf, EngineEvent, InputOf, OperationName, WireError } from '../engine/contract.ts';
import type { ShellAnswers, ShellInputs, ShellName } from './shell-contract.ts';

export type Reply<Answer> = { readonly ok: true; readonly value: Answer } | { readonly ok: false; readonly error: WireError };

export type Bridge = {
  /** Calls the engine. Never rejects: a refusal or a fault comes back as an error value. */
  call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Reply<AnswerOf<Name>>>;
  /** Hears the engine's events until the returned function is called. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** What only the desktop shell can do: dialogs, recent files, theme. Never rejects either. */
  shell<Name extends ShellName>(name: Name, input: ShellInputs[Name]): Promise<Reply<ShellAnswers[Name]>>;
  /**
   * Takes a file that the person dropped on the window: gives its path, which may be read from then on, or null where it is no file of the disk. Only
   * the system can make such a file, so that a page cannot name a path by it. Throws for what is no file at all.
   */
  take(file: File): Promise<Reply<string | null>>;
};

declare global {
  interface Window {
    readonly probity: Bridge;
  }
}

/** The IPC channels. Nothing else crosses between renderer and main. */
export const CHANNEL_CALL = 'probity:call';
export const CHANNEL_SHELL = 'probity:shell';
export const CHANNEL_TAKE = 'probity:take';
export const CHANNEL_EVENT = 'probity:event';
