/** What a command of the command line is: its words, its options, and what it does with them. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Engine } from '../../engine/contract.ts';

/** Exit codes, the same for every command. */
export const EXIT = {
  done: 0,
  /** The question was understood and the answer is no: a verification or a test failed. */
  no: 1,
  /** Wrong use or bad input; the message says where and what was expected. */
  badInput: 2,
  /** A fault of ours. */
  fault: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export type Terminal = {
  /** Writes a line to standard output: the answer. */
  print(line: string): void;
  /** Writes a line to standard error: progress and remarks. */
  remark(line: string): void;
  /** Shows progress in place where standard error is a terminal; nothing elsewhere. An empty text clears it. */
  progress(text: string): void;
  readonly input: NodeJS.ReadableStream;
  /** Writes raw text to standard output and waits until it may go on. */
  write(text: string): Promise<void>;
};

export type CommandContext = {
  readonly terminal: Terminal;
  readonly json: boolean;
  /** Positional arguments by name, in the order of `positionals`; optional ones may be missing. */
  readonly argument: (name: string) => string;
  readonly optionalArgument: (name: string) => string | undefined;
  readonly option: (name: string) => string | undefined;
  readonly requiredOption: (name: string) => string;
  readonly options: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
  /** Opens a workspace for the time of `work`, with the same engine that the desktop application has. */
  withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
};

export type Command = {
  /** "population import" */
  readonly name: string;
  readonly summary: string;
  /** Names of the positional arguments; a trailing "?" marks one that may be missing. */
  readonly positionals: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  /** How the options are written, for the usage line. */
  readonly usage: string;
  run(context: CommandContext): Promise<ExitCode>;
};
