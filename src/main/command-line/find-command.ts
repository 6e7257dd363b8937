/** From the words of a command line to the command that they name. */
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';

/** `rest`: the words after the command's name. */
export type FoundCommand = { readonly command: Command; readonly rest: readonly string[] };

export const findCommand = (words: readonly string[]): FoundCommand | undefined => {
  for (const command of commands) {
    const name = command.name.split(' ');
    if (name.every((word, index) => words[index] === word)) return { command, rest: words.slice(name.length) };
  }
  return undefined;
};

/** "population" of "population import": what commands about one thing begin with. */
export const groupOf = ({ name }: Command): string => name.split(' ')[0] as string;

export const commandsOf = (group: string | undefined): readonly Command[] => commands.filter((command) => groupOf(command) === group);
