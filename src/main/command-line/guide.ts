/** Answers words that carry out no command: help, the version, and what is not understood. */
import { didYouMean } from '../../engine/feel/index.ts';
import { PROGRAM_VERSION } from '../../engine/model/program-version.ts';
import { EXIT, type ExitCode } from './command.ts';
import { commands } from './commands/index.ts';
import { commandsOf, findCommand, groupOf } from './find-command.ts';
import type { Terminal } from './terminal.ts';
import { commandHelp, commandsHelp } from './usage.ts';

const HELP: readonly string[] = ['--help', '-h'];
const HELP_COMMAND = 'help';
const VERSION: readonly string[] = ['--version', '-V'];

/** Whether help is asked for: "--help" anywhere before a bare "--", or "help" in the place of a command. */
export const asksForHelp = (words: readonly string[]): boolean => {
  const end = words.indexOf('--');
  return words[0] === HELP_COMMAND || words.slice(0, end === -1 ? words.length : end).some((word) => HELP.includes(word));
};

const asksForVersion = ([first = '']: readonly string[]): boolean => VERSION.includes(first);

/** Whether the words are meant for the command line, so that the program should not open a window. */
export const isCommandLine = (words: readonly string[]): boolean =>
  asksForHelp(words) || asksForVersion(words) || commandsOf(words[0]).length > 0;

/** Help on the command, or the commands, that begin with these words; undefined where none does. */
const helpOn = (words: readonly string[]): readonly string[] | undefined => {
  if (words.length === 0) return commandsHelp(commands);
  const found = findCommand(words);
  if (found !== undefined) return commandHelp(found.command);
  const group = commandsOf(words[0]);
  return group.length > 0 ? commandsHelp(group, words[0]) : undefined;
};

/** "run list" of "run lst", "impact" of "impcat". */
const suggestionFor = (words: readonly string[]): string => {
  const known = [...new Set([...commands.map(({ name }) => name), ...commands.map(groupOf)])];
  const { suggestion } = { ...didYouMean(words[0] ?? '', known), ...didYouMean(words.join(' '), known) };
  return suggestion === undefined ? '' : `; ${suggestion}`;
};

export const guide = (words: readonly string[], terminal: Terminal): ExitCode => {
  if (asksForVersion(words)) {
    terminal.print(`probity ${PROGRAM_VERSION}`);
    return EXIT.done;
  }
  if (words.length === 0 || asksForHelp(words)) {
    const asked = words.filter((word) => !HELP.includes(word)).slice(words[0] === HELP_COMMAND ? 1 : 0);
    terminal.print(...(helpOn(asked) ?? commandsHelp(commands)));
    return EXIT.done;
  }
  const group = words.length === 1 ? helpOn(words) : undefined;
  const named = words.slice(0, 2);
  const unknown = `probity: there is no command "${named.join(' ')}"${suggestionFor(named)}`;
  terminal.remark(...(group ?? [unknown, '"probity --help" lists them all.']));
  return EXIT.badInput;
};
