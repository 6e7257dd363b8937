/**
 * A machine whose power may fail at every moment that matters: in and after every transaction, and round every effect of a step. At each it keeps an image
 * of the disk and of the world outside; a process that starts from an image must come to the same end.
 */
import type { Json } from '../../../../src/engine/model/json.ts';
import type { TemplateDocument } from '../../../../src/engine/model/template-document.ts';
import { isFinalRun, type RunRecord } from '../../../../src/engine/run/run-state.ts';
import { createRunner } from '../../../../src/engine/run/runner.ts';
import { createTemplateCatalogue } from '../../../../src/engine/run/template-catalogue.ts';
import { verifyWorkspace } from '../../../../src/engine/store/audit/verify-workspace.ts';
import { createStore } from '../../../../src/engine/store/create-store.ts';
import { publishDocument } from '../../../../src/engine/store/document/document-store.ts';
import { openStore } from '../../../../src/engine/store/open-store.ts';
import { listLetters } from '../../../../src/engine/store/run/letter-store.ts';
import { readMoves } from '../../../../src/engine/store/run/move-store.ts';
import { getRun, listRuns } from '../../../../src/engine/store/run/run-store.ts';
import type { Store } from '../../../../src/engine/store/store.ts';
import { createTaskRegistry } from '../../../../src/engine/task/task-registry.ts';
import { checkTemplate } from '../../../../src/engine/template/check-template.ts';
import { createManualClock, settled } from '../../../support/manual-clock.ts';
import { testPort } from '../../../support/test-port.ts';
import { brokenBy } from '../invariants.ts';
import { carryOut, commandFor, unsure } from './crash-people.ts';
import type { Scenario } from './crash-scenarios.ts';
import { crashTasks } from './crash-tasks.ts';
import { Outside } from './outside.ts';

/** How everything ended, apart from names and times that differ from run to run. */
export type Ending = { readonly runs: readonly string[]; readonly deeds: readonly string[]; readonly wrong: readonly string[] };

const ACTOR = 'ada';
const START_KEY = 'the one';
const START = '2026-01-01T00:00:00.000Z';
/** More than any scenario needs, retries and waits of a day included. */
const ROUNDS_MAX = 60;
const ROUND_MS = 30 * 60_000;
const RUNS_MAX = 100;

const withPoints = (store: Store, point: (moment: string) => void): Store => ({
  ...store,
  change: (actor, work) => {
    const outcome = store.change(actor, (writer) => {
      const done = work(writer);
      point('in a transaction');
      return done;
    });
    point('after a transaction');
    return outcome;
  },
});

const recordsOf = (store: Store, run: string): readonly RunRecord[] =>
  store.read((reader) => readMoves(reader, run)).flatMap((move) => move.records);

/** A workspace with the scenario's templates, closed again. */
export const prepare = (path: string, { template, others = [] }: Scenario): void => {
  const port = testPort();
  const store = createStore(path, { name: 'Crash', actor: ACTOR, ...port });
  const tasks = createTaskRegistry(crashTasks(new Outside(), () => undefined));
  for (const document of [...others, template] as readonly TemplateDocument[]) {
    const content = document as unknown as Json;
    const checked = checkTemplate(content, tasks);
    if (!checked.ok) throw new Error(`${document.id}: ${JSON.stringify(checked.failure.problems)}`);
    store.change(ACTOR, (writer) => publishDocument(writer, { ...document, content }));
  }
  store.close();
};

type ProcessOptions = {
  readonly path: string;
  readonly outside: Outside;
  /** Where the wall clock stands. */
  readonly now?: string;
  readonly seed: string;
  /** Called at each moment at which the power may fail. */
  readonly point?: (moment: string, outside: Outside, now: string) => void;
  /** Between the runner and the store: for bugs that are planted. */
  readonly wrap?: (store: Store) => Store;
};

const verdictOf = async (store: Store): Promise<readonly string[]> => {
  const reader = store.read((open) => open);
  const integrity = reader.all<{ readonly integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check);
  const verdict = await verifyWorkspace(reader, { progress: () => undefined, signal: new AbortController().signal });
  return [
    ...(integrity.join() === 'ok' ? [] : [`the file: ${integrity.join()}`]),
    ...(verdict.verdict === 'consistent' ? [] : [`the trail: ${verdict.firstBad?.reason ?? 'inconsistent'}`]),
  ];
};

/** Starts a process on the file, does what the scenario's people do until everything has ended, and says how. The file is closed then. */
export const runToTheEnd = async (
  scenario: Scenario,
  { path, outside, now = START, seed, point, wrap = (store) => store }: ProcessOptions,
): Promise<Ending> => {
  const clock = createManualClock(now);
  const tell = (moment: string): void => point?.(moment, outside, clock.clock.now());
  const port = testPort({ seed, clock });
  const file = openStore(path, port);
  const tasks = createTaskRegistry(crashTasks(outside, tell));
  const runner = createRunner({
    store: withPoints(wrap(file), tell),
    port,
    actor: ACTOR,
    templates: createTemplateCatalogue(tasks),
    emit: () => undefined,
  });
  const all = () => file.read((reader) => listRuns(reader, { after: 0, limit: RUNS_MAX }));
  const drive = async (run: string): Promise<void> => {
    for (const { id, signal, data } of scenario.signals ?? []) unsure(() => runner.signal(run, { id, signal, data }));
    for (let round = 0; round < ROUNDS_MAX; round++) {
      await settled();
      if (isFinalRun(file.read((reader) => getRun(reader, run)).status)) return;
      const records = recordsOf(file, run);
      const command = commandFor(scenario, records);
      if (command === undefined) await clock.advance(ROUND_MS);
      else unsure(() => carryOut(command, runner, run, outside));
    }
    throw new Error(`run ${run} does not end: ${JSON.stringify(recordsOf(file, run).slice(-5))}`);
  };
  try {
    // Nobody does a dead letter again before they have mended what failed it.
    if (all().some(({ forkOf }) => forkOf !== undefined)) outside.isMended = true;
    runner.recover();
    const run = runner.start(scenario.template.id, scenario.input ?? { amount: 1 }, { key: START_KEY });
    await drive(run);
    const letters = file
      .read((reader) => listLetters(reader, { after: 0, limit: RUNS_MAX }))
      .filter((letter) => letter.redrivenBy === undefined);
    outside.isMended = true;
    const forks = letters.map((letter) => runner.redrive(letter.run, letter.step));
    const { redrive } = scenario;
    if (redrive !== undefined && !all().some(({ forkOf }) => forkOf !== undefined)) forks.push(runner.redrive(run, redrive));
    for (const fork of all()) if (!isFinalRun(fork.status)) forks.push(fork.id);
    for (const fork of new Set(forks)) await drive(fork);
    await settled();
    const runs = all();
    return {
      runs: runs.map((ended) => describe(file, ended.id)).sort(),
      deeds: outside.deeds(new Set(runs.map(({ id }) => id))),
      wrong: [
        ...outside.repeated(),
        ...runs.flatMap(({ id }) => brokenBy(recordsOf(file, id)).map((broken) => `${id}: ${broken}`)),
        ...(await verdictOf(file)),
      ],
    };
  } finally {
    await runner.close();
    file.close();
  }
};

const describe = (store: Store, id: string): string => {
  const { template, status, output, failure, parent, forkOf } = store.read((reader) => getRun(reader, id));
  const place = parent === undefined ? (forkOf === undefined ? '' : ` from ${forkOf.step}`) : ` of ${parent.step}`;
  return `${template.id}${place}: ${status} ${JSON.stringify(output ?? failure?.message ?? null)}`;
};
