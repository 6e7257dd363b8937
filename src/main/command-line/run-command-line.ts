/** Finds the command, reads its arguments, runs it over the engine and turns what happens into an exit code. */
import type { Engine } from '../../engine/contract.ts';
import { Refusal } from '../../engine/model/problem.ts';
import { type Command, EXIT, type ExitCode, type Terminal } from './command.ts';
import { commands } from './commands/index.ts';
import { describeFailure } from './describe-failure.ts';
import { readArguments } from './read-arguments.ts';

type Host = { readonly terminal: Terminal; readonly createEngine: () => Engine };

const findCommand = (words: readonly string[]): { command: Command; rest: readonly string[] } | undefined => {
  for (const command of commands) {
    const name = command.name.split(' ');
    if (name.every((word, index) => words[index] === word)) return { command, rest: words.slice(name.length) };
  }
  return undefined;
};

/** Whether the words name a command, so that the program should not open a window. */
export const isCommandLine = (words: readonly string[]): boolean => findCommand(words) !== undefined;

const usage = (): readonly string[] => [
  'usage: probity <command> [--json]',
  '',
  ...commands.map((command) => `  ${command.name} ${command.usage}\n      ${command.summary}`),
  '',
  'Exit codes: 0 done, 1 the answer is no, 2 wrong use or bad input, 3 a fault of the program.',
];

export const runCommandLine = async (words: readonly string[], host: Host): Promise<ExitCode> => {
  const { terminal } = host;
  const found = findCommand(words);
  if (found === undefined) {
    const asked = words.length === 0 || words.some((word) => word === '--help' || word === '-h' || word === 'help');
    if (!asked) terminal.remark(`probity: there is no command "${words.slice(0, 2).join(' ')}"\n`);
    for (const line of usage()) (asked ? terminal.print : terminal.remark)(line);
    return asked ? EXIT.done : EXIT.badInput;
  }
  const { command, rest } = found;
  if (rest.includes('--help')) {
    terminal.print(`usage: probity ${command.name} ${command.usage}\n${command.summary}`);
    return EXIT.done;
  }
  try {
    const withEngine = async <T>(work: (engine: Engine) => Promise<T>): Promise<T> => {
      const engine = host.createEngine();
      try {
        return await work(engine);
      } finally {
        terminal.progress('');
        await engine.close();
      }
    };
    return await command.run({ terminal, withEngine, ...readArguments(command, rest) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const line of describeFailure(error.failure)) terminal.remark(line);
    if (rest.includes('--json')) terminal.print(JSON.stringify({ error: error.failure }));
    return EXIT.badInput;
  }
};
