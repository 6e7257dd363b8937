/** What a command of the command line is: its words, its options, and what it does with them. */
import type { Engine } from '../../engine/contract.ts';
import type { OnInterruption } from './interruption.ts';
import type { Terminal } from './terminal.ts';

/** Exit codes, the same for every command. A command that a signal ended gives 128 and the signal's number, as shells have it. */
export const EXIT = {
  done: 0,
  /** The question was understood and the answer is no: a verification or a test failed. */
  no: 1,
  /** Wrong use or bad input; the message says where and what was expected. */
  badInput: 2,
  /** A fault of ours. */
  fault: 3,
} as const;

export type ExitCode = number;

export type CommandOption = {
  /** What the value is called in the usage; an option without one is a flag. */
  readonly value?: string;
  /** One letter that stands for the name: "o" for "-o". */
  readonly short?: string;
  readonly required?: true;
  /** Whether it may be given more than once. */
  readonly repeatable?: true;
  readonly help: string;
};

/** The arguments of a command as it reads them. What is required is there: that was checked before. */
export type CommandArguments = {
  readonly json: boolean;
  readonly argument: (name: string) => string;
  readonly optionalArgument: (name: string) => string | undefined;
  readonly option: (name: string) => string | undefined;
  readonly requiredOption: (name: string) => string;
  readonly options: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
};

export type CommandContext = CommandArguments & {
  readonly terminal: Terminal;
  /** Gives `work` the same engine that the desktop application has, and closes it in order, whatever happens. `on`: what Ctrl-C does; `cancel` if absent. */
  withEngine<T>(work: (engine: Engine) => Promise<T>, on?: OnInterruption): Promise<T>;
};

export type Command = {
  /** "population import" */
  readonly name: string;
  readonly summary: string;
  /** By name, how each positional argument is written in the usage; one in square brackets may be missing. */
  readonly positionals: { readonly [name: string]: string };
  readonly options: { readonly [name: string]: CommandOption };
  /** What follows the options in the usage: where input comes from. */
  readonly redirections?: string;
  run(context: CommandContext): Promise<ExitCode>;
};

/** The option that every command has. */
export const JSON_OPTION = { json: { help: 'print the answer as JSON' } } as const satisfies Command['options'];
