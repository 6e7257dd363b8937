/** Finds the command, reads its arguments, runs it over the engine and turns what happens into an exit code. */
import type { Engine } from '../../engine/contract.ts';
import { Refusal } from '../../engine/model/problem.ts';
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts';
import { describeFailure } from './describe-failure.ts';
import { findCommand } from './find-command.ts';
import { asksForHelp, guide } from './guide.ts';
import { Interrupted, interruptible, withInterruption } from './interruption.ts';
import { readArguments } from './read-arguments.ts';
import type { Terminal } from './terminal.ts';

type Host = { readonly terminal: Terminal; readonly createEngine: () => Engine };

/** A command in its surroundings: what it opens is closed, and what it refuses becomes words and an exit code. */
const carryOut = async (command: Command, words: readonly string[], { terminal, createEngine }: Host): Promise<ExitCode> => {
  const withEngine: CommandContext['withEngine'] = (work, on = 'cancel') =>
    withInterruption(on, async (signal) => {
      const engine = createEngine();
      try {
        return await work(interruptible(engine, signal, on));
      } finally {
        terminal.progress('');
        await engine.close();
      }
    });
  try {
    return await command.run({ ...readArguments(command, words), terminal, withEngine });
  } catch (error) {
    if (error instanceof Interrupted) {
      terminal.remark(`probity: ${error.message}`);
      return error.exitCode;
    }
    if (!(error instanceof Refusal)) throw error;
    terminal.remark(...describeFailure(error.failure));
    if (words.includes('--json')) terminal.print(JSON.stringify({ error: error.failure }));
    return error.failure.kind === 'fault' ? EXIT.fault : EXIT.badInput;
  }
};

export const runCommandLine = async (words: readonly string[], host: Host): Promise<ExitCode> => {
  const { terminal } = host;
  const found = findCommand(words);
  const exitCode = found === undefined || asksForHelp(words) ? guide(words, terminal) : await carryOut(found.command, found.rest, host);
  const unwritten = await terminal.finish();
  if (unwritten === undefined) return exitCode;
  terminal.remark(`probity: the answer cannot be written to standard output: ${unwritten.message}`);
  return EXIT.badInput;
};
