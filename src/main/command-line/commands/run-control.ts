/** `run cancel|suspend|resume|retry|fork|redrive|signal|decide`: what people do to runs. */
import type { Engine } from '../../../engine/contract.ts';
import type { RunStatus, RunSummary, RunView } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, type CommandContext, EXIT, type ExitCode } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { readJsonFile } from '../read-json-file.ts';
import { describeRuns } from '../run/describe-runs.ts';
import { readInput, readValue } from '../run/read-input.ts';
import { seeThrough } from '../run/see-through.ts';
import { exitCodeOf, printOutcome, WAIT_OPTION } from './run-start.ts';

const RUN = { ws: '<ws>', run: '<run>' } as const;
const RUN_STEP = { ...RUN, step: '<step>' } as const;
/** What Ctrl-C does. */
const LEAVE = { on: 'leave' } as const;
const PAGE = 1_000;
const UNFINISHED: readonly RunStatus[] = ['pending', 'running', 'waiting'];

/** JSON where it reads as JSON, "@file.json", else text. */
const readData = (word: string) => (word.startsWith('@') ? readJsonFile(word.slice(1)) : readValue(word));

const done = (context: CommandContext, word: string): ExitCode => {
  context.terminal.print(context.json ? '{}' : word);
  return EXIT.done;
};

const cancel: Command = {
  name: 'run cancel',
  summary: 'Cancels a run that has not ended; what its steps did is undone where its template says how.',
  positionals: RUN,
  options: {},
  run: (context) =>
    inWorkspace(
      context,
      async (engine) => {
        const run = context.argument('run');
        await ask(engine, 'run.cancel', { run });
        const view = await seeThrough(engine, context.terminal, run);
        return view.status === 'cancelled' ? done(context, 'Cancelled.') : printOutcome(context, view);
      },
      { takeUp: true, ...LEAVE },
    ),
};

const suspend: Command = {
  name: 'run suspend',
  summary: 'Suspends a run: nothing of it is begun until it is resumed.',
  positionals: RUN,
  options: { reason: { value: 'text', help: 'why, for whoever finds it suspended' } },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const reason = context.option('reason');
      await ask(engine, 'run.suspend', { run: context.argument('run'), ...(reason !== undefined && { reason }) });
      return done(context, 'Suspended.');
    }),
};

const unfinishedRuns = async (engine: Engine): Promise<readonly RunSummary[]> => {
  const found: RunSummary[] = [];
  for (const status of UNFINISHED) {
    for (let after = 0; ; after += PAGE) {
      const { runs } = await ask(engine, 'run.list', { status, after, limit: PAGE });
      found.push(...runs);
      if (runs.length < PAGE) break;
    }
  }
  return found;
};

/** Opens the workspace anew, this time to go on with what it holds. */
const takeUpAll = async (context: CommandContext, engine: Engine): Promise<readonly RunView[]> => {
  const cutOff = await unfinishedRuns(engine);
  await ask(engine, 'workspace.close', {});
  const { readOnly } = await ask(engine, 'workspace.open', { path: context.argument('ws'), takeUp: true });
  if (readOnly && cutOff.length > 0)
    refuse('busy', 'This workspace can only be read here, so its runs cannot be taken up. Another process may have it open.');
  const seen: RunView[] = [];
  for (const { id } of cutOff) seen.push(await seeThrough(engine, context.terminal, id));
  return seen;
};

const resumeAll = (context: CommandContext): Promise<ExitCode> =>
  inWorkspace(
    context,
    async (engine) => {
      const seen = await takeUpAll(context, engine);
      if (context.json) context.terminal.print(JSON.stringify(seen));
      else context.terminal.print(...(seen.length === 0 ? ['No run was cut off.'] : describeRuns(seen)));
      return seen.every((run) => exitCodeOf(run) === EXIT.done) ? EXIT.done : EXIT.no;
    },
    LEAVE,
  );

/** Does something to a run and goes on with it in this process. */
const seeOn = (context: CommandContext, act: (engine: Engine) => Promise<unknown>): Promise<ExitCode> =>
  inWorkspace(
    context,
    async (engine) => {
      await act(engine);
      return printOutcome(context, await seeThrough(engine, context.terminal, context.argument('run')));
    },
    { takeUp: true, ...LEAVE },
  );

const resume: Command = {
  name: 'run resume',
  summary: 'Resumes a suspended run; or takes up all runs that were cut off when a program ended. Sees them on.',
  positionals: { ws: '<ws>', run: '[run]' },
  options: { all: { help: 'take up all runs that were cut off' }, ...WAIT_OPTION },
  run: (context) => {
    const run = context.optionalArgument('run');
    const isAll = context.flag('all');
    if (isAll === (run !== undefined)) {
      const message = isAll ? 'a run and --all are given, and only one of them can be meant' : 'no run is given';
      refuse('invalid', message, [{ message, expected: 'the id of a suspended run, or --all' }]);
    }
    return run === undefined ? resumeAll(context) : seeOn(context, (engine) => ask(engine, 'run.resume', { run }));
  },
};

const retry: Command = {
  name: 'run retry',
  summary: 'Lets a step be tried again that used up its attempts and waits for somebody to say so.',
  positionals: RUN_STEP,
  options: WAIT_OPTION,
  run: (context) => seeOn(context, (engine) => ask(engine, 'run.retry', { run: context.argument('run'), step: context.argument('step') })),
};

const fork: Command = {
  name: 'run fork',
  summary: 'Starts a new run that takes over what a run completed before a step, and goes on from there; the run itself stays as it is.',
  positionals: RUN_STEP,
  options: {
    input: { value: 'k=v', repeatable: true, help: 'another input, as of "run start"; all of it, where any is given' },
    ...WAIT_OPTION,
  },
  run: (context) =>
    inWorkspace(
      context,
      async (engine) => {
        const words = context.options('input');
        const { run } = await ask(engine, 'run.fork', {
          run: context.argument('run'),
          step: context.argument('step'),
          ...(words.length > 0 && { input: readInput(words) }),
        });
        return printOutcome(context, await seeThrough(engine, context.terminal, run));
      },
      LEAVE,
    ),
};

const redrive: Command = {
  name: 'run redrive',
  summary: 'Does again, in a new run, a step that became a dead letter, or the failed items of a map.',
  positionals: RUN_STEP,
  options: WAIT_OPTION,
  run: (context) =>
    inWorkspace(
      context,
      async (engine) => {
        const { run } = await ask(engine, 'run.redrive', { run: context.argument('run'), step: context.argument('step') });
        return printOutcome(context, await seeThrough(engine, context.terminal, run));
      },
      LEAVE,
    ),
};

const GO_ON_OPTION = {
  wait: { help: 'go on with the run here and print it; else it goes on where the workspace is opened next' },
} as const;

/** What is told to a run is written; only with `--wait` this process goes on with it. */
const tell = (context: CommandContext, act: (engine: Engine) => Promise<unknown>, word: string): Promise<ExitCode> => {
  if (context.flag('wait')) return seeOn(context, act);
  return inWorkspace(context, async (engine) => {
    await act(engine);
    return done(context, word);
  });
};

const signal: Command = {
  name: 'run signal',
  summary: 'Sends a signal to a run; it is kept until a step takes it.',
  positionals: { ...RUN, signal: '<signal>' },
  options: {
    data: { value: 'json', help: 'what is sent: JSON where it reads as JSON, else text; @file.json for a file' },
    key: { value: 'K', help: 'which of several steps that wait for the signal is meant' },
    id: { value: 'id', help: 'what you call this sending: the same sent twice is taken once' },
    ...GO_ON_OPTION,
  },
  run: (context) => {
    const [data, key, id] = [context.option('data'), context.option('key'), context.option('id')];
    const sent = {
      run: context.argument('run'),
      signal: context.argument('signal'),
      ...(data !== undefined && { data: readData(data) }),
      ...(key !== undefined && { key }),
      ...(id !== undefined && { id }),
    };
    return tell(context, (engine) => ask(engine, 'run.signal', sent), 'Sent.');
  },
};

/** Exactly one of the two. */
const readDecision = (context: CommandContext): 'approved' | 'rejected' => {
  const isApproved = context.flag('approve');
  if (isApproved === context.flag('reject')) {
    const message = isApproved ? '--approve and --reject are both given' : 'neither --approve nor --reject is given';
    refuse('invalid', message, [{ message, expected: 'one of the two' }]);
  }
  return isApproved ? 'approved' : 'rejected';
};

const decide: Command = {
  name: 'run decide',
  summary: 'Approves or rejects what a step of a run waits for; see "run approvals".',
  positionals: RUN_STEP,
  options: {
    approve: { help: 'say yes' },
    reject: { help: 'say no' },
    note: { value: 'text', help: 'why' },
    form: { value: 'json', help: "the step's form filled in; @file.json for a file" },
    ...GO_ON_OPTION,
  },
  run: (context) => {
    const [note, form] = [context.option('note'), context.option('form')];
    const decided = {
      run: context.argument('run'),
      step: context.argument('step'),
      decision: readDecision(context),
      ...(note !== undefined && { note }),
      ...(form !== undefined && { form: readData(form) }),
    };
    return tell(context, (engine) => ask(engine, 'run.decide', decided), decided.decision === 'approved' ? 'Approved.' : 'Rejected.');
  },
};

export const runControls: readonly Command[] = [cancel, suspend, resume, retry, fork, redrive, signal, decide];
