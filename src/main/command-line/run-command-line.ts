/** Finds the command, reads its arguments, runs it over the engine and turns what happens into an exit code. */
import type { Engine } from '../../engine/contract.ts';
import { didYouMean } from '../../engine/feel/index.ts';
import { Refusal } from '../../engine/model/problem.ts';
import { PROGRAM_VERSION } from '../../engine/model/program-version.ts';
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts';
import { commands } from './commands/index.ts';
import { describeFailure } from './describe-failure.ts';
import { type Interruption, watchForInterruption } from './interruption.ts';
import { readArguments } from './read-arguments.ts';
import type { Terminal } from './terminal.ts';
import { commandHelp, commandsHelp } from './usage.ts';

type Host = { readonly terminal: Terminal; readonly createEngine: () => Engine };

const HELP = ['--help', '-h'];
const VERSION = ['--version', '-V'];

const findCommand = (words: readonly string[]): { command: Command; rest: readonly string[] } | undefined => {
  for (const command of commands) {
    const name = command.name.split(' ');
    if (name.every((word, index) => words[index] === word)) return { command, rest: words.slice(name.length) };
  }
  return undefined;
};

const groupOf = ({ name }: Command): string => name.split(' ')[0] as string;

const asksForHelp = ([first]: readonly string[]): boolean => first === 'help' || HELP.includes(first ?? '');

/** Whether the words are meant for the command line, so that the program should not open a window. */
export const isCommandLine = (words: readonly string[]): boolean =>
  asksForHelp(words) || VERSION.includes(words[0] ?? '') || commands.some((command) => groupOf(command) === words[0]);

/** Help on the commands that begin with these words, or undefined where none does. */
const helpOn = (words: readonly string[]): readonly string[] | undefined => {
  const found = findCommand(words);
  if (found !== undefined) return commandHelp(found.command);
  const group = commands.filter((command) => groupOf(command) === words[0]);
  if (group.length > 0) return commandsHelp(group, words[0]);
  return words.length === 0 ? commandsHelp(commands) : undefined;
};

/** "impact" of "impcat", "run list" of "run lst". */
const suggestion = (words: readonly string[]): string => {
  const name = words.slice(0, 2).join(' ');
  const known = [...new Set([...commands.map((command) => command.name), ...commands.map(groupOf)])];
  const found = didYouMean(name, known).suggestion ?? didYouMean(words[0] ?? '', known).suggestion;
  return found === undefined ? '' : `; ${found}`;
};

const answerWithoutCommand = (words: readonly string[], terminal: Terminal): ExitCode => {
  if (VERSION.includes(words[0] ?? '')) {
    terminal.print(`probity ${PROGRAM_VERSION}`);
    return EXIT.done;
  }
  const asked = words.length === 0 || asksForHelp(words) || words.some((word) => HELP.includes(word));
  const help = asked ? helpOn(words.filter((word, index) => !HELP.includes(word) && !(index === 0 && word === 'help'))) : undefined;
  if (help !== undefined) {
    terminal.print(...help);
    return EXIT.done;
  }
  terminal.remark(`probity: there is no command "${words.slice(0, 2).join(' ')}"${suggestion(words)}`, '"probity --help" lists them all.');
  return EXIT.badInput;
};

const isHelpWanted = (words: readonly string[]): boolean => {
  const end = words.indexOf('--');
  return words.slice(0, end === -1 ? words.length : end).some((word) => HELP.includes(word));
};

/** A command in its surroundings: what it opens is closed, and what it refuses becomes words and an exit code. */
const carryOut = async (command: Command, words: readonly string[], { terminal, createEngine }: Host): Promise<ExitCode> => {
  let interruption: Interruption | undefined;
  const withEngine: CommandContext['withEngine'] = async (work) => {
    const engine = createEngine();
    try {
      return await work(engine);
    } finally {
      terminal.progress('');
      await engine.close();
      interruption?.release();
    }
  };
  try {
    const read = readArguments(command, words);
    // A command without an engine has nothing to put in order: a signal ends it at once.
    const watched: CommandContext['withEngine'] = (work) => {
      interruption ??= watchForInterruption();
      return withEngine(work);
    };
    const signal = (): AbortSignal => interruption?.signal ?? new AbortController().signal;
    return await command.run({ ...read, terminal, withEngine: watched, get signal() { return signal(); } });
  } catch (error) {
    return 0;
  }
};
