/** A workspace with one template and a runner on it, and what a test wants to see of its runs. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EngineEvent, TaskEnd } from '../../../src/engine/contract.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { TemplateDocument, TemplateStep } from '../../../src/engine/model/template-document.ts';
import type { Move, RunRecord } from '../../../src/engine/run/run-state.ts';
import { createRunner, type Runner, type RunnerOptions } from '../../../src/engine/run/runner.ts';
import { createTemplateCatalogue } from '../../../src/engine/run/template-catalogue.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { readMoves } from '../../../src/engine/store/run/move-store.ts';
import { getRun, type StoredRun } from '../../../src/engine/store/run/run-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import type { TaskFunction } from '../../../src/engine/task/task-function.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { type TestPort, testPort } from '../../support/test-port.ts';
import { testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';
import { expectSound } from './invariants.ts';

export const ACTOR = 'ada';

export type RunFixture = {
  readonly store: Store;
  readonly runner: Runner;
  readonly port: TestPort;
  readonly events: readonly EngineEvent[];
  start(input?: Json, options?: Parameters<Runner['start']>[2]): string;
  /** Starts a run and waits for its end. */
  run(input?: Json): Promise<{ readonly run: string; readonly end: TaskEnd }>;
  stored(run: string): StoredRun;
  moves(run: string): readonly Move[];
  records(run: string): readonly RunRecord[];
  /** Status of every step that anything has happened to, by path. */
  statuses(run: string): Readonly<Record<string, string>>;
  /** "1 faulted", for each attempt at the step. */
  attempts(run: string, step: string): readonly string[];
  /** What a process that starts now finds, if this one is killed: nothing of this fixture writes into it any more. */
  crash(): string;
};

export type FixtureOptions = {
  readonly tasks?: readonly TaskFunction[];
  readonly template?: Partial<TemplateDocument>;
  /** Beside the one that is tested, for steps that run them. */
  readonly others?: readonly TemplateDocument[];
  readonly clock?: ManualClock;
  readonly debug?: boolean;
  /** Steps between the runner and its store. */
  readonly wrap?: (store: Store) => Store;
  /** Whose process it is. */
  readonly actor?: string;
};

const statusesOf = (records: readonly RunRecord[]): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const record of records) {
    if (record.type === 'attempt') found[record.step] = 'running';
    else if (record.type === 'waiting') found[record.step] = 'waiting';
    else if (record.type === 'ready') found[record.step] = 'pending';
    else if (record.type === 'adopted') found[record.step] = 'completed';
    else if (record.type === 'end') found[record.step] = record.status;
  }
  return found;
};

const attemptsOf = (records: readonly RunRecord[], step: string): readonly string[] => {
  const found = new Map<number, string>();
  for (const record of records) {
    if (record.type === 'attempt' && record.step === step) found.set(record.number, 'running');
    else if (record.type === 'attempt-end' && record.step === step) found.set(record.number, record.status);
  }
  return [...found].map(([number, status]) => `${number} ${status}`);
};

/** A runner of its own on a store. */
export const fixtureOn = (store: Store, port: TestPort, { tasks = [], debug = false, wrap, actor = ACTOR }: FixtureOptions): RunFixture => {
  const events: EngineEvent[] = [];
  const options: RunnerOptions = {
    store: wrap === undefined ? store : wrap(store),
    port,
    actor,
    templates: createTemplateCatalogue(testTasks(...tasks)),
    debug,
    emit: (event) => {
      events.push(event);
    },
  };
  const runner = createRunner(options);
  const moves = (run: string): readonly Move[] => store.read((reader) => readMoves(reader, run));
  const records = (run: string): readonly RunRecord[] => moves(run).flatMap((move) => move.records);
  const start: RunFixture['start'] = (input = { amount: 1 }, startOptions = {}) => runner.start('test', input, startOptions);
  onTestFinished(async () => {
    await runner.close();
    await expectSound(store);
    store.close();
  });
  return {
    store,
    runner,
    port,
    events,
    start,
    run: async (input) => {
      const run = start(input);
      return { run, end: await runner.ended(run) };
    },
    stored: (run) => store.read((reader) => getRun(reader, run)),
    moves,
    records,
    statuses: (run) => statusesOf(records(run)),
    attempts: (run, step) => attemptsOf(records(run), step),
    crash: () => {
      const copy = join(scratchFolder(), 'after-the-crash.probity');
      for (const suffix of ['', '-wal']) if (existsSync(store.path + suffix)) copyFileSync(store.path + suffix, copy + suffix);
      return copy;
    },
  };
};

const publish = (store: Store, document: TemplateDocument, tasks: readonly TaskFunction[]): void => {
  const content = document as unknown as Json;
  const checked = checkTemplate(content, testTasks(...tasks));
  if (!checked.ok) throw new Error(`the test's template has mistakes: ${JSON.stringify(checked.failure.problems)}`);
  store.change(ACTOR, (writer) => publishDocument(writer, { ...document, content }));
};

/** A template "test" with these steps. */
export const runFixture = (steps: Readonly<Record<string, TemplateStep>>, options: FixtureOptions = {}): RunFixture => {
  const port = testPort(options.clock === undefined ? {} : { clock: options.clock });
  const store = createStore(join(scratchFolder(), 'runs.probity'), { name: 'Runs', actor: ACTOR, ...port });
  for (const document of [...(options.others ?? []), testTemplate(steps, options.template)]) publish(store, document, options.tasks ?? []);
  return fixtureOn(store, port, options);
};

/** What a process that starts after a crash finds: the same file, nothing of the memory. The old one works on, on what nobody sees. */
export const afterCrash = (crashed: RunFixture, options: FixtureOptions = {}): RunFixture => {
  const port = testPort({ seed: `after ${crashed.store.path}`, ...(options.clock !== undefined && { clock: options.clock }) });
  return fixtureOn(openStore(crashed.crash(), port), port, options);
};
