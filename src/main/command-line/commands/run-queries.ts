/** `run list|show|items|stats|trace|approvals|letters`: what can be asked about runs. */
import type { Engine } from '../../../engine/contract.ts';
import { counted } from '../../../engine/model/counted.ts';
import type { AuditEntry } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, type CommandContext, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { readCount } from '../read-count.ts';
import { describeRun } from '../run/describe-run.ts';
import { describeApprovals, describeItems, describeLetters, describeRuns } from '../run/describe-runs.ts';
import { describeStats } from '../run/describe-stats.ts';
import { textTable } from '../text-table.ts';

/** Shown at most, where a command does not say otherwise. */
const SHOWN = 200;
const ENTRIES_PAGE = 1_000;
const STATS_RUNS_MAX = 10_000;

const RUN_STATUSES = ['pending', 'running', 'waiting', 'suspended', 'cancelled', 'faulted', 'completed'] as const;
const ITEM_STATUSES = [...RUN_STATUSES, 'skipped'] as const;

/** One of the words that are known. */
const readWord = <Word extends string>(context: CommandContext, option: string, known: readonly Word[]): Word | undefined => {
  const given = context.option(option);
  const found = known.find((word) => word === given);
  if (given === undefined || found !== undefined) return found;
  const message = `--${option} "${given}" is not known`;
  return refuse('invalid', message, [{ message, expected: `one of ${known.join(', ')}` }]);
};

/** Prints a list as JSON or as a table, and how many more there are. */
const printList = (
  context: CommandContext,
  list: { json: unknown; lines: readonly string[]; left?: string | undefined; none: string; isEmpty: boolean },
): void => {
  const { terminal, json } = context;
  if (json) terminal.print(JSON.stringify(list.json));
  else if (list.isEmpty) terminal.print(list.none);
  else terminal.print(...list.lines, ...(list.left === undefined ? [] : [list.left]));
};

const list: Command = {
  name: 'run list',
  summary: `Lists runs, newest first, ${SHOWN} at most.`,
  positionals: { ws: '<ws>' },
  options: {
    template: { value: 'T', help: 'only runs of this template' },
    status: { value: 'S', help: `only runs of this status: ${RUN_STATUSES.join(', ')}` },
  },
  run: (context) => {
    const [template, status] = [context.option('template'), readWord(context, 'status', RUN_STATUSES)];
    const filter = { limit: SHOWN, ...(template !== undefined && { template }), ...(status !== undefined && { status }) };
    return inWorkspace(context, async (engine) => {
      const { total, runs } = await ask(engine, 'run.list', filter);
      const left = total > runs.length ? `and ${counted(total - runs.length, 'earlier run')}` : undefined;
      printList(context, {
        json: runs,
        lines: describeRuns(runs),
        left,
        none: 'The workspace holds no such run.',
        isEmpty: runs.length === 0,
      });
      return EXIT.done;
    });
  },
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
  summary: 'Shows a run with its steps and attempts, and why it waits.',
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

const items: Command = {
  name: 'run items',
  summary: `Lists the items of a map and what each gave, ${SHOWN} at most.`,
  positionals: { ws: '<ws>', run: '<run>', step: '<step>' },
  options: {
    status: { value: 'S', help: `only items of this status: ${ITEM_STATUSES.join(', ')}` },
    after: { value: 'n', help: 'leave out so many first' },
  },
  run: (context) => {
    const [status, after] = [readWord(context, 'status', ITEM_STATUSES), context.option('after')];
    return inWorkspace(context, async (engine) => {
      const page = await ask(engine, 'run.items', {
        run: context.argument('run'),
        step: context.argument('step'),
        limit: SHOWN,
        after: after === undefined ? 0 : readCount('after', after, Number.MAX_SAFE_INTEGER),
        ...(status !== undefined && { status }),
      });
      const left = page.total > page.items.length ? `${page.items.length} of ${counted(page.total, 'such item')}` : undefined;
      printList(context, {
        json: page,
        lines: describeItems(page.items),
        left,
        none: 'The map has no such item.',
        isEmpty: page.items.length === 0,
      });
      return EXIT.done;
    });
  },
};

const stats: Command = {
  name: 'run stats',
  summary: 'Tells how the newest runs have gone: steps, retries, faults and times, by task function.',
  positionals: { ws: '<ws>' },
  options: { template: { value: 'T', help: 'only runs of this template' }, last: { value: 'n', help: 'how many runs, 1,000 if not said' } },
  run: (context) => {
    const [template, last] = [context.option('template'), context.option('last')];
    const asked = {
      ...(template !== undefined && { template }),
      ...(last !== undefined && { last: readCount('last', last, STATS_RUNS_MAX) }),
    };
    return inWorkspace(context, async (engine) => {
      const figures = await ask(engine, 'run.stats', asked);
      context.terminal.print(...(context.json ? [JSON.stringify(figures)] : describeStats(figures)));
      return EXIT.done;
    });
  },
};

const trace: Command = {
  name: 'run trace',
  summary: 'Prints a run as an OpenTelemetry trace (OTLP/JSON), without anything that may be personal.',
  positionals: { ws: '<ws>', run: '<run>' },
  options: {},
  redirections: '>trace.json',
  run: (context) =>
    inWorkspace(context, async (engine) => {
      context.terminal.print(JSON.stringify(await ask(engine, 'run.trace', { run: context.argument('run') })));
      return EXIT.done;
    }),
};

const approvals: Command = {
  name: 'run approvals',
  summary: 'Lists what waits for a person to decide, the oldest first.',
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const found = await ask(engine, 'approval.list', {});
      printList(context, {
        json: found,
        lines: describeApprovals(found),
        none: 'Nothing waits for a decision.',
        isEmpty: found.length === 0,
      });
      return EXIT.done;
    }),
};

const letters: Command = {
  name: 'run letters',
  summary: `Lists dead letters: calls that failed for good and were set aside, newest first, ${SHOWN} at most.`,
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const page = await ask(engine, 'letter.list', { limit: SHOWN });
      const left = page.total > page.letters.length ? `and ${counted(page.total - page.letters.length, 'earlier letter')}` : undefined;
      printList(context, {
        json: page,
        lines: describeLetters(page.letters),
        left,
        none: 'There is no dead letter.',
        isEmpty: page.total === 0,
      });
      return EXIT.done;
    }),
};

export const runQueries: readonly Command[] = [list, show, items, stats, trace, approvals, letters];
