/** A workspace with one template and a runner on it, and what a test wants to see of its runs. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EngineEvent } from '../../../src/engine/contract.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { RunView } from '../../../src/engine/model/run.ts';
import type { TemplateDocument, TemplateStep } from '../../../src/engine/model/template-document.ts';
import { runView } from '../../../src/engine/run/run-view.ts';
import { createRunner, type Runner } from '../../../src/engine/run/runner.ts';
import { createTemplateCatalogue } from '../../../src/engine/run/template-catalogue.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import type { TaskFunction } from '../../../src/engine/task/task-function.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { type TestPort, testPort } from '../../support/test-port.ts';
import { testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';

export const ACTOR = 'ada';

export type RunFixture = {
  readonly store: Store;
  readonly runner: Runner;
  readonly port: TestPort;
  readonly events: readonly EngineEvent[];
  start(input?: Json): string;
  view(run: string): RunView;
  /** What the file holds if the process ends here: nothing of this fixture writes any more. */
  crash(): string;
  /** Status of every step, by name. */
  statuses(run: string): Readonly<Record<string, string>>;
};

const fixtureOn = (store: Store, port: TestPort, tasks: readonly TaskFunction[]): RunFixture => {
  const events: EngineEvent[] = [];
  const runner = createRunner({
    store,
    port,
    actor: ACTOR,
    templates: createTemplateCatalogue(testTasks(...tasks)),
    emit: (event) => {
      events.push(event);
    },
  });
  const view = (run: string): RunView => store.read((reader) => runView(reader, run));
  let crashed = false;
  onTestFinished(async () => {
    if (crashed) return;
    await runner.close();
    store.close();
  });
  return {
    store,
    runner,
    port,
    events,
    start: (input = { amount: 1 }) => runner.start('test', input),
    view,
    crash: () => {
      crashed = true;
      store.close();
      return store.path;
    },
    statuses: (run) => Object.fromEntries(view(run).steps.map(({ name, status }) => [name, status])),
  };
};

export const runFixture = (
  steps: Readonly<Record<string, TemplateStep>>,
  options: { readonly tasks?: readonly TaskFunction[]; readonly template?: Partial<TemplateDocument> } = {},
): RunFixture => {
  const port = testPort();
  const tasks = options.tasks ?? [];
  const document = testTemplate(steps, options.template);
  const checked = checkTemplate(document as unknown as Json, testTasks(...tasks));
  if (!checked.ok) throw new Error(`the test's template has mistakes: ${JSON.stringify(checked.failure.problems)}`);
  const store = createStore(join(scratchFolder(), 'runs.probity'), { name: 'Runs', actor: ACTOR, ...port });
  store.change(ACTOR, (writer) => publishDocument(writer, { ...document, content: document as unknown as Json }));
  return fixtureOn(store, port, tasks);
};

/** What a process that starts after a crash finds: the same file, nothing of the memory. */
export const afterCrash = (crashed: RunFixture, tasks: readonly TaskFunction[] = []): RunFixture => {
  const port = testPort({ seed: 'again' });
  return fixtureOn(openStore(crashed.crash(), port), port, tasks);
};
