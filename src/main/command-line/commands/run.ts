/** `run start|list|show|cancel`: runs of workflow templates. */
import type { Json, RunView } from '../../../engine/model/index.ts';
import { Refusal } from '../../../engine/model/problem.ts';
import { type Command, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { textTable } from '../text-table.ts';

/** Runs listed at most; `--json` gives as many. */
const RUNS_SHOWN = 200;

/** `key=value`: the value is JSON where it reads as JSON, else text. */
const readInput = (words: readonly string[]): Record<string, Json> => {
  const input: Record<string, Json> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1)
      throw new Refusal({
        kind: 'invalid',
        message: `--input "${word}" is not understood`,
        problems: [{ message: `--input "${word}"`, expected: 'name=value' }],
      });
    input[word.slice(0, at)] = readValue(word.slice(at + 1));
  }
  return input;
};

const readValue = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

const describeRun = (run: RunView): string => {
  const steps = run.steps.flatMap((step) =>
    step.attempts.length === 0
      ? [[step.name, step.type, step.status, '', '', '']]
      : step.attempts.map((attempt) => [
          step.name,
          step.type,
          attempt.status,
          String(attempt.number),
          attempt.startedAt,
          attempt.failure?.message ?? '',
        ]),
  );
  return [
    `${run.id}  ${run.template.id}@${run.template.version}  ${run.status}${run.failure === undefined ? '' : `: ${run.failure.message}`}`,
    ...(run.originalRun === undefined ? [] : [`appeal of ${run.originalRun}`]),
    textTable(
      ['step', 'type', 'status', 'attempt', 'started', 'failure'].map((title) => ({ title })),
      steps,
    ),
  ].join('\n');
};

const start: Command = {
  name: 'run start',
  summary: 'Starts a run of a published template; --wait waits for its end.',
  positionals: ['ws', 'template'],
  options: { input: { type: 'string', multiple: true }, wait: { type: 'boolean' } },
  usage: '<ws> <template> [--input k=v …] [--wait]',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { run } = await ask(engine, 'run.start', {
        template: context.argument('template'),
        input: readInput(context.options('input')),
      });
      // Without a window nothing goes on after this process: the run is always seen to its end, `--wait` decides what is printed.
      const end = await engine.ended(run);
      const view = await ask(engine, 'run.show', { run });
      if (!context.flag('wait') && end.status === 'completed') context.terminal.print(context.json ? JSON.stringify({ run }) : run);
      else context.terminal.print(context.json ? JSON.stringify(view) : describeRun(view));
      return end.status === 'completed' ? EXIT.done : EXIT.no;
    }),
};

const list: Command = {
  name: 'run list',
  summary: 'Lists runs, newest first.',
  positionals: ['ws'],
  options: {},
  usage: '<ws>',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { runs } = await ask(engine, 'run.list', { limit: RUNS_SHOWN });
      const rows = runs.map((run) => [run.id, `${run.template.id}@${run.template.version}`, run.status, run.createdAt, run.actor]);
      context.terminal.print(
        context.json
          ? JSON.stringify(runs)
          : textTable(
              ['run', 'template', 'status', 'created', 'by'].map((title) => ({ title })),
              rows,
            ),
      );
      return EXIT.done;
    }),
};

const show: Command = {
  name: 'run show',
  summary: 'Shows a run with its steps and attempts; --audit adds its audit entries.',
  positionals: ['ws', 'run'],
  options: { audit: { type: 'boolean' } },
  usage: '<ws> <run> [--audit]',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const run = context.argument('run');
      const view = await ask(engine, 'run.show', { run });
      const entries = context.flag('audit') ? await entriesOf(engine, run) : undefined;
      if (context.json) context.terminal.print(JSON.stringify(entries === undefined ? view : { ...view, audit: entries }));
      else {
        context.terminal.print(describeRun(view));
        for (const entry of entries ?? [])
          context.terminal.print(`${String(entry.index).padStart(6)}  ${entry.at}  ${entry.actor}  ${entry.kind}`);
      }
      return EXIT.done;
    }),
};

const PAGE = 1_000;

const entriesOf = async (engine: Parameters<typeof ask>[0], run: string) => {
  const found = [];
  for (let after = 0; ; after += PAGE) {
    const page = await ask(engine, 'audit.list', { after, limit: PAGE });
    found.push(...page.entries.filter((entry) => entry.subject.run === run));
    if (page.entries.length < PAGE) return found;
  }
};

const cancel: Command = {
  name: 'run cancel',
  summary: 'Cancels a run that has not ended.',
  positionals: ['ws', 'run'],
  options: {},
  usage: '<ws> <run>',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      await ask(engine, 'run.cancel', { run: context.argument('run') });
      context.terminal.print(context.json ? '{}' : 'Cancelled.');
      return EXIT.done;
    }),
};

export const runCommands: readonly Command[] = [start, list, show, cancel];
