/** `run start|list|show|cancel|resume`: runs of workflow templates. */
import type { Engine } from '../../../engine/contract.ts';
import type { AuditEntry, Json, RunSummary, RunView } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, EXIT } from '../command.ts';
import { counted } from '../counted.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { textTable } from '../text-table.ts';

/** Runs listed at most, newest first. */
const RUNS_SHOWN = 200;
const ENTRIES_PAGE = 1_000;

/** JSON where it reads as JSON, else a text. */
const readValue = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

/** `key=value`, each key once. */
const readInput = (words: readonly string[]): Record<string, Json> => {
  const input = new Map<string, Json>();
  for (const word of words) {
    const at = word.indexOf('=');
    const key = word.slice(0, at);
    if (at < 1 || input.has(key)) {
      const message = at < 1 ? `--input "${word}" is not understood` : `--input "${key}" is given twice`;
      refuse('invalid', message, [{ message, expected: 'name=value' }]);
    }
    input.set(key, readValue(word.slice(at + 1)));
  }
  // Made from entries, so that "__proto__" becomes a key like any other.
  return Object.fromEntries(input);
};

const describeRun = (run: RunView): readonly string[] => {
  const steps = run.steps.flatMap((step) =>
    step.attempts.length === 0
      ? [[step.name, step.type, step.status, '', '', '']]
      : step.attempts.map(({ status, number, startedAt, failure }) => [
          step.name,
          step.type,
          status,
          String(number),
          startedAt,
          failure?.message ?? '',
        ]),
  );
  return [
    `${run.id}  ${run.template.id}@${run.template.version}  ${run.status}${run.failure === undefined ? '' : `: ${run.failure.message}`}`,
    ...(run.originalRun === undefined ? [] : [`appeal of ${run.originalRun}`]),
    ...textTable(
      [
        { title: 'step' },
        { title: 'type' },
        { title: 'status' },
        { title: 'attempt', align: 'right' },
        { title: 'started' },
        { title: 'failure' },
      ],
      steps,
    ),
  ];
};

const start: Command = {
  name: 'run start',
  summary: 'Starts a run of a published template and sees it to its end.',
  positionals: { ws: '<ws>', template: '<template>' },
  options: {
    input: { value: 'k=v', repeatable: true, help: 'one input of the run; the value is JSON where it reads as JSON, else text' },
    wait: { help: 'print the whole run at its end, not only its id' },
  },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { run } = await ask(engine, 'run.start', {
        template: context.argument('template'),
        input: readInput(context.options('input')),
      });
      // Without a window nothing goes on after this process: the run is always seen to its end, `--wait` decides what is printed.
      const end = await engine.ended(run);
      const view = await ask(engine, 'run.show', { run });
      const isWhole = context.flag('wait') || end.status !== 'completed';
      if (context.json) context.terminal.print(JSON.stringify(isWhole ? view : { run }));
      else context.terminal.print(...(isWhole ? describeRun(view) : [run]));
      return end.status === 'completed' ? EXIT.done : EXIT.no;
    }),
};

const describeRuns = (runs: readonly RunSummary[]): readonly string[] =>
  textTable(
    ['run', 'template', 'status', 'created', 'by'].map((title) => ({ title })),
    runs.map((run) => [run.id, `${run.template.id}@${run.template.version}`, run.status, run.createdAt, run.actor]),
  );

const list: Command = {
  name: 'run list',
  summary: `Lists runs, newest first, ${RUNS_SHOWN} at most.`,
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { total, runs } = await ask(engine, 'run.list', { limit: RUNS_SHOWN });
      if (context.json) context.terminal.print(JSON.stringify(runs));
      else if (total === 0) context.terminal.print('The workspace holds no run.');
      else {
        context.terminal.print(...describeRuns(runs));
        if (total > runs.length) context.terminal.print(`and ${counted(total - runs.length, 'earlier run')}`);
      }
      return EXIT.done;
    }),
};

const entriesOf = async (engine: Engine, run: string): Promise<readonly AuditEntry[]> => {
  const found: AuditEntry[] = [];
  for (let after = 0; ; after += ENTRIES_PAGE) {
    const { entries } = await ask(engine, 'audit.list', { after, limit: ENTRIES_PAGE });
    found.push(...entries.filter((entry) => entry.subject.run === run));
    if (entries.length < ENTRIES_PAGE) return found;
  }
};

const describeEntries = (entries: readonly AuditEntry[]): readonly string[] => [
  '',
  ...textTable(
    [{ title: 'entry', align: 'right' }, { title: 'at' }, { title: 'by' }, { title: 'what' }],
    entries.map(({ index, at, actor, kind }) => [String(index), at, actor, kind]),
  ),
];

const show: Command = {
  name: 'run show',
  summary: 'Shows a run with its steps and attempts.',
  positionals: { ws: '<ws>', run: '<run>' },
  options: { audit: { help: 'add the entries of the audit trail about the run' } },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const run = context.argument('run');
      const view = await ask(engine, 'run.show', { run });
      const audit = context.flag('audit') ? await entriesOf(engine, run) : undefined;
      if (context.json) context.terminal.print(JSON.stringify(audit === undefined ? view : { ...view, audit }));
      else context.terminal.print(...describeRun(view), ...(audit === undefined ? [] : describeEntries(audit)));
      return EXIT.done;
    }),
};

const cancel: Command = {
  name: 'run cancel',
  summary: 'Cancels a run that has not ended.',
  positionals: { ws: '<ws>', run: '<run>' },
  options: {},
  run: (context) =>
    inWorkspace(
      context,
      async (engine) => {
        await ask(engine, 'run.cancel', { run: context.argument('run') });
        context.terminal.print(context.json ? '{}' : 'Cancelled.');
        return EXIT.done;
      },
      { takeUp: true },
    ),
};

const isUnfinished = ({ status }: RunSummary): boolean => status === 'pending' || status === 'running';

const resume: Command = {
  name: 'run resume',
  summary: 'Takes up the runs that were cut off when a program ended, and sees them to their end.',
  positionals: { ws: '<ws>' },
  options: { all: { required: true, help: 'take up all of them' }, wait: { help: 'wait for their end, as is always done here' } },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { runs } = await ask(engine, 'run.list', { limit: RUNS_SHOWN });
      const cutOff = runs.filter(isUnfinished).map(({ id }) => id);
      await ask(engine, 'workspace.close', {});
      await ask(engine, 'workspace.open', { path: context.argument('ws'), takeUp: true });
      const ended: RunSummary[] = [];
      for (const id of cutOff) {
        await engine.ended(id);
        ended.push(await ask(engine, 'run.show', { run: id }));
      }
      if (context.json) context.terminal.print(JSON.stringify(ended));
      else context.terminal.print(...(ended.length === 0 ? ['No run was cut off.'] : describeRuns(ended)));
      return ended.every(({ status }) => status === 'completed') ? EXIT.done : EXIT.no;
    }),
};

export const runCommands: readonly Command[] = [start, list, show, cancel, resume];
