/** Runs of earlier programs, which kept steps and attempts in tables, are shown, counted and traced like all others. */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Json } from '../../../../src/engine/model/json.ts';
import type { LiveMetrics } from '../../../../src/engine/model/run-stats.ts';
import type { TemplateStep } from '../../../../src/engine/model/template-document.ts';
import { createRunViews } from '../../../../src/engine/run/run-views.ts';
import { createTemplateCatalogue } from '../../../../src/engine/run/template-catalogue.ts';
import { createStore } from '../../../../src/engine/store/create-store.ts';
import { publishDocument } from '../../../../src/engine/store/document/document-store.ts';
import type { Store } from '../../../../src/engine/store/store.ts';
import { beginLegacyAttempt, endLegacyAttempt, endLegacyRun, insertLegacyRun, setLegacyStep } from '../../../support/legacy-run.ts';
import { scratchFolder } from '../../../support/scratch-folder.ts';
import { testTasks } from '../../../support/test-tasks.ts';
import { testTemplate } from '../../../support/test-template.ts';
import { testWorld } from '../../../support/test-world.ts';

const VIEWER = { viewer: { actor: 'grace', roles: [] }, now: '2026-01-01T00:00:00.000Z' };
const FAILURE = { kind: 'invalid', message: 'no' } as const;

const echo = (needs: readonly string[]): TemplateStep => ({ type: 'task', run: 'test.echo', with: { value: 1 }, needs });

/** A run "old" of three steps, the second of which faulted. */
const fill = (store: Store): void => {
  const document = testTemplate({ load: echo([]), decide: echo(['load']), never: echo(['decide']) });
  store.change('ada', (writer) => {
    const { hash } = publishDocument(writer, { ...document, content: document as unknown as Json });
    const template = { id: 'test', version: '1.0.0', hash };
    insertLegacyRun(writer, { id: 'old', template, title: 'Old', actor: 'ada', input: { amount: 1 }, steps: ['load', 'decide', 'never'] });
    beginLegacyAttempt(writer, { run: 'old', step: 'load', number: 1 }, { value: 1 });
    endLegacyAttempt(writer, { run: 'old', step: 'load', number: 1 }, { status: 'completed', output: { value: 1 } });
    setLegacyStep(writer, { run: 'old', name: 'load', status: 'completed' });
    beginLegacyAttempt(writer, { run: 'old', step: 'decide', number: 1 }, {});
    endLegacyAttempt(writer, { run: 'old', step: 'decide', number: 1 }, { status: 'faulted', failure: FAILURE });
    setLegacyStep(writer, { run: 'old', name: 'decide', status: 'faulted' });
    setLegacyStep(writer, { run: 'old', name: 'never', status: 'skipped' });
    endLegacyRun(writer, 'old', { status: 'faulted', failure: FAILURE });
  });
};

it('a run of an earlier program has its steps, attempts, figures and trace', async () => {
  const store = createStore(join(scratchFolder(), 'old.probity'), { name: 'Old', actor: 'ada', ...testWorld() });
  onTestFinished(() => store.close());
  fill(store);
  const views = createRunViews(store, createTemplateCatalogue(testTasks()));
  const { steps } = await views.show('old', VIEWER);
  expect(steps.map(({ path, status, attempts }) => `${path} ${status} ${attempts.length}`)).toEqual([
    'load completed 1',
    'decide faulted 1',
    'never skipped 0',
  ]);
  expect(steps[0]).toMatchObject({ output: { value: 1 }, attempts: [{ number: 1, input: { value: 1 }, endedAt: expect.any(String) }] });
  expect(steps[1]).toMatchObject({ failure: FAILURE, attempts: [{ problem: { detail: 'no' } }] });
  expect(await views.stats({ last: 10 }, {} as LiveMetrics)).toMatchObject({ steps: 2, attempts: 2, faults: { invalid: 1 } });
  // The run, two steps and two attempts.
  expect((await views.trace('old')).resourceSpans[0]?.scopeSpans[0]?.spans).toHaveLength(5);
});
