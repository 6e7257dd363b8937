/** `run start`: a run of a template, seen on as far as it goes by itself. */
import type { Engine } from '../../../engine/contract.ts';
import type { RunView } from '../../../engine/model/index.ts';
import { type Command, type CommandContext, EXIT, type ExitCode } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { followRuns } from '../run/debug-output.ts';
import { describeAwaited, describeRun } from '../run/describe-run.ts';
import { readInput } from '../run/read-input.ts';
import { seeThrough } from '../run/see-through.ts';

/** A run that waits for people has not failed. */
export const exitCodeOf = ({ status, awaits }: RunView): ExitCode => (status === 'completed' || awaits !== undefined ? EXIT.done : EXIT.no);

/** Prints a run's id where all went well, and the whole run where it did not or `--wait` asks for that. */
export const printOutcome = (context: CommandContext, view: RunView): ExitCode => {
  const exitCode = exitCodeOf(view);
  const isWhole = context.flag('wait') || exitCode !== EXIT.done;
  if (context.json) context.terminal.print(JSON.stringify(isWhole ? view : { run: view.id, status: view.status }));
  else context.terminal.print(...(isWhole ? describeRun(view) : [view.id]));
  if (!context.json && !isWhole && view.awaits !== undefined) context.terminal.remark(describeAwaited(view));
  return exitCode;
};

/** Without a window nothing goes on after this process: a run is always seen on, `--wait` decides what is printed. */
export const WAIT_OPTION = { wait: { help: 'print the whole run when nothing more happens by itself, not only its id' } } as const;

const startRun = async (context: CommandContext, engine: Engine): Promise<RunView> => {
  const key = context.option('key');
  const { run } = await ask(engine, 'run.start', {
    template: context.argument('template'),
    input: readInput(context.options('input')),
    ...(key !== undefined && { key }),
  });
  return seeThrough(engine, context.terminal, run);
};

/** What happens is an answer for people; beside JSON it is a remark. */
const startDebugging = async (context: CommandContext, engine: Engine): Promise<RunView> => {
  const { terminal, json } = context;
  const following = followRuns(engine, json ? terminal.remark : terminal.print);
  const view = await startRun(context, engine);
  await following.stop(view.id);
  return view;
};

export const runStart: Command = {
  name: 'run start',
  summary: 'Starts a run of a published template and sees it to its end, or to where it waits for people or signals.',
  positionals: { ws: '<ws>', template: '<template>' },
  options: {
    input: {
      value: 'k=v',
      repeatable: true,
      help: 'one input of the run, JSON where the value reads as JSON, else text; @file.json for all of a JSON object',
    },
    key: { value: 'K', help: 'what you call this start: the same template started with it again is the same run' },
    ...WAIT_OPTION,
    debug: { help: 'do one step at a time, and print each with its input, output and time' },
  },
  run: (context) => {
    const debug = context.flag('debug');
    return inWorkspace(
      context,
      async (engine) => printOutcome(context, await (debug ? startDebugging(context, engine) : startRun(context, engine))),
      // A run that was started with the key before may have been cut off: it goes on here.
      { takeUp: context.option('key') !== undefined, debug, on: 'leave' },
    );
  },
};
