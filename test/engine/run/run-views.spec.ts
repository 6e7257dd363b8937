/** What queries say of runs is what happened in them, at every moment of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunView, StepView } from '../../../src/engine/model/run.ts';
import type { TemplateStep } from '../../../src/engine/model/template-document.ts';
import { createRunHistory } from '../../../src/engine/run/history/run-history.ts';
import { stepViews } from '../../../src/engine/run/history/step-views.ts';
import { templateOutline } from '../../../src/engine/run/history/template-outline.ts';
import { findStep } from '../../../src/engine/run/machine/find-step.ts';
import { evolve, newState } from '../../../src/engine/run/machine/index.ts';
import { createRunViews, type RunViews } from '../../../src/engine/run/run-views.ts';
import { createTemplateCatalogue } from '../../../src/engine/run/template-catalogue.ts';
import { compileTemplate } from '../../../src/engine/template/compile-template.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { flaky, testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';
import { type FixtureOptions, type RunFixture, runFixture } from './run-fixture.ts';

const VIEWER = { viewer: { actor: 'grace', roles: ['reviewer'] }, now: '2026-01-01T00:00:00.000Z' };

const echo = (value: unknown, more: object = {}): TemplateStep =>
  ({ type: 'task', run: 'test.echo', with: { value }, ...more }) as TemplateStep;
const refusing = (more: object = {}): TemplateStep =>
  ({ type: 'task', run: 'test.refuse', with: { kind: 'invalid' }, ...more }) as TemplateStep;

const viewed = (
  steps: Readonly<Record<string, TemplateStep>>,
  options: FixtureOptions = {},
): { readonly test: RunFixture; readonly views: RunViews } => {
  const test = runFixture(steps, options);
  return { test, views: createRunViews(test.store, createTemplateCatalogue(testTasks(...(options.tasks ?? [])))) };
};

const stepOf = ({ steps }: RunView, path: string): StepView => {
  const step = steps.find((each) => each.path === path);
  if (step === undefined) throw new Error(`no step ${path} among ${steps.map((each) => each.path).join(', ')}`);
  return step;
};

/** One of everything that a run can be made of. */
const EVERYTHING: Readonly<Record<string, TemplateStep>> = {
  load: echo('= input.amount', { compensate: { run: 'test.echo', with: { value: 'undone' } } }),
  route: { type: 'choice', needs: ['load'], choices: [{ when: '= input.amount > 0', then: ['each'] }], default: ['never'] },
  never: echo(0),
  each: {
    type: 'map',
    items: '= [1, 2, 3, 4]',
    batch: { size: 2 },
    tolerateFailures: { count: 1 },
    each: {
      steps: {
        pick: { type: 'choice', choices: [{ when: '= index = 3', then: ['bad'] }], default: ['good'] },
        good: echo('= item'),
        bad: refusing(),
      },
    },
  },
  both: {
    type: 'parallel',
    needs: ['each'],
    branches: { left: { steps: { calm: echo(1) } }, right: { steps: { tried: refusing({ tolerate: true }) } } },
  },
  again: { type: 'loop', needs: ['both'], while: '= loop.index <= 2', maximumRounds: 5, body: { steps: { turn: echo('= loop.index') } } },
  ask: { type: 'approval', needs: ['again'], roles: ['reviewer'], question: '= input.amount', title: 'Look at it' },
  end: { type: 'fail', needs: ['ask'], message: 'it had to be', error: 'Fated' },
};

describe('a run', () => {
  it('is shown with all its steps, those of blocks after their step, and what undoes one after that', async () => {
    const { test, views } = viewed(EVERYTHING);
    const run = test.start();
    await expect.poll(async () => (await views.show(run, VIEWER)).awaits).toEqual(['approval']);
    test.runner.decide(run, { step: 'ask', decision: 'approved', by: 'grace' });
    await test.runner.ended(run);
    const view = await views.show(run, VIEWER);
    expect(view.steps.map(({ path, type, status }) => `${path} ${type} ${status}`)).toEqual([
      'load task completed',
      'load~undo undo completed',
      'route choice completed',
      'each map completed',
      'both parallel completed',
      'both/left/calm task completed',
      'both/right/tried task faulted',
      'again loop completed',
      'again/1/turn task completed',
      'again/2/turn task completed',
      'ask approval completed',
      'end fail faulted',
      'never task skipped',
    ]);
    expect(stepOf(view, 'each')).toMatchObject({ items: { total: 4, open: 0, succeeded: 3, failed: 1 }, attempts: [] });
    expect(stepOf(view, 'each').output).toMatchObject({ succeeded: 3, failed: [{ index: 3 }] });
    expect(stepOf(view, 'each').output).not.toHaveProperty('results');
    expect(view).toMatchObject({ status: 'faulted', failure: { error: 'Fated' }, input: { amount: 1 } });
  });

  it('names every failed attempt as RFC 9457 has it', async () => {
    const { test, views } = viewed({ tried: refusing({ tolerate: true }) });
    const { run } = await test.run();
    const [attempt] = stepOf(await views.show(run, VIEWER), 'tried').attempts;
    expect(attempt?.problem).toEqual({
      type: 'urn:probity:error:invalid',
      title: 'The input is not valid',
      detail: 'refused as invalid',
      instance: `urn:probity:run:${run}#tried/1`,
    });
  });

  it('says of every step that is not final why it waits, and nothing of those that are', async () => {
    const { test, views } = viewed(EVERYTHING);
    const run = test.start();
    await expect.poll(async () => (await views.show(run, VIEWER)).awaits).toEqual(['approval']);
    const { steps } = await views.show(run, VIEWER);
    const isOpen = ({ status }: StepView): boolean => ['pending', 'running', 'waiting', 'suspended'].includes(status);
    expect(steps.filter(isOpen).map(({ path }) => path)).toEqual(['ask', 'end']);
    for (const step of steps) expect({ path: step.path, told: step.why !== undefined }).toEqual({ path: step.path, told: isOpen(step) });
  });

  it('is shown with what it was before it had any move after it grew: the same as read at once', async () => {
    const { test, views } = viewed(EVERYTHING);
    const run = test.start();
    await expect.poll(async () => (await views.show(run, VIEWER)).awaits).toEqual(['approval']);
    test.runner.decide(run, { step: 'ask', decision: 'rejected', by: 'grace' });
    await test.runner.ended(run);
    const fresh = createRunViews(test.store, createTemplateCatalogue(testTasks()));
    expect(await views.show(run, VIEWER)).toEqual(await fresh.show(run, VIEWER));
  });

  it('that is not there is not found', async () => {
    const { views } = viewed({ only: echo(1) });
    await expect(views.show('nothing', VIEWER)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('is no more to be had once the workspace is closed', async () => {
    const { test, views } = viewed({
      each: { type: 'map', items: '= for i in 1..400 return i', maxConcurrency: 1, each: { steps: { one: echo('= item') } } },
    });
    const { run } = await test.run();
    const answer = views.show(run, VIEWER);
    views.close();
    await expect(answer).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  });
});

describe('what a run waits for', () => {
  it('is nothing as long as time brings it on', async () => {
    const clock = createManualClock();
    const { test, views } = viewed({ pause: { type: 'wait', for: 'PT1H' }, ask: { type: 'approval', roles: ['reviewer'] } }, { clock });
    const run = test.start();
    const view = await views.show(run, VIEWER);
    expect(view).toMatchObject({ status: 'waiting' });
    expect(view.awaits).toBeUndefined();
    expect(stepOf(view, 'pause')).toMatchObject({ status: 'waiting', waitsFor: 'time' });
  });

  it('is told of its children, too', async () => {
    const child = testTemplate({ ask: { type: 'signal', signal: 'go' } }, { id: 'child' });
    const { test, views } = viewed({ sub: { type: 'workflow', template: 'child', input: { amount: 1 } } }, { others: [child] });
    const run = test.start();
    await expect.poll(async () => (await views.show(run, VIEWER)).awaits).toEqual(['signal']);
    const sub = stepOf(await views.show(run, VIEWER), 'sub');
    expect(sub).toMatchObject({ waitsFor: 'child', child: expect.any(String) });
    expect(await views.show(sub.child ?? '', VIEWER)).toMatchObject({ parent: { run, step: 'sub' }, awaits: ['signal'] });
  });

  it('is to be resumed where it is suspended', async () => {
    const { test, views } = viewed({ ask: { type: 'signal', signal: 'go' } });
    const run = test.start();
    test.runner.suspend(run, 'lunch');
    expect(await views.show(run, VIEWER)).toMatchObject({ status: 'suspended', suspended: 'lunch', awaits: ['resume'] });
  });
});

describe('items of a map', () => {
  const MAP = { each: EVERYTHING.each } as Readonly<Record<string, TemplateStep>>;

  it('are told page by page, with what each is, gave and did', async () => {
    const { test, views } = viewed(MAP);
    const { run } = await test.run();
    const page = await views.items(run, 'each', { after: 1, limit: 2, ...VIEWER });
    expect(page.total).toBe(4);
    expect(page.items.map(({ index, status, item }) => ({ index, status, item }))).toEqual([
      { index: 2, status: 'completed', item: 2 },
      { index: 3, status: 'faulted', item: 3 },
    ]);
    const [good, bad] = page.items;
    expect(good?.output).toMatchObject({ good: { value: 2 } });
    expect(good?.steps.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'each/2/pick completed',
      'each/2/bad skipped',
      'each/2/good completed',
    ]);
    expect(bad?.failure).toMatchObject({ kind: 'invalid' });
  });

  it('are found by their status, those that were not begun among them', async () => {
    const { test, views } = viewed({
      each: { type: 'map', items: '= [1, 2, 3]', maxConcurrency: 1, each: { steps: { go: { type: 'signal', signal: 'go' } } } },
    });
    const run = test.start();
    const indexes = async (status: StepView['status']): Promise<readonly number[]> =>
      (await views.items(run, 'each', { status, after: 0, limit: 10, ...VIEWER })).items.map(({ index }) => index);
    expect([await indexes('waiting'), await indexes('pending'), await indexes('completed')]).toEqual([[1], [2, 3], []]);
    test.runner.signal(run, { signal: 'go', data: null });
    expect([await indexes('waiting'), await indexes('pending'), await indexes('completed')]).toEqual([[2], [3], [1]]);
    test.runner.cancel(run);
    expect([await indexes('cancelled'), await indexes('skipped')]).toEqual([[2], [3]]);
  });

  it('of maps inside of items are found by their path', async () => {
    const { test, views } = viewed({
      outer: {
        type: 'map',
        items: '= [10, 20]',
        each: { steps: { inner: { type: 'map', items: '= [item + 1, item + 2]', each: { steps: { leaf: echo('= item') } } } } },
      },
    });
    const { run } = await test.run();
    const { items } = await views.items(run, 'outer/2/inner', { after: 0, limit: 10, ...VIEWER });
    expect(items.map(({ item, steps }) => ({ item, paths: steps.map(({ path }) => path) }))).toEqual([
      { item: 21, paths: ['outer/2/inner/1/leaf'] },
      { item: 22, paths: ['outer/2/inner/2/leaf'] },
    ]);
  });

  it('of what is no map are refused', async () => {
    const { test, views } = viewed({ only: echo(1) });
    const { run } = await test.run();
    await expect(views.items(run, 'only', { after: 0, limit: 1, ...VIEWER })).rejects.toMatchObject({ failure: { kind: 'invalid' } });
    await expect(views.items(run, 'other', { after: 0, limit: 1, ...VIEWER })).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('that a fork takes over are told as such', async () => {
    const { test, views } = viewed({ each: { ...MAP.each, tolerateFailures: { count: 0 }, maxConcurrency: 1 } as TemplateStep });
    const { run } = await test.run();
    const again = test.runner.redrive(run, 'each');
    await test.runner.ended(again);
    const { items } = await views.items(again, 'each', { after: 0, limit: 10, ...VIEWER });
    expect(items.filter(({ steps }) => steps.length === 0).map(({ index, output }) => ({ index, output }))).toEqual(
      expect.arrayContaining([{ index: 1, output: expect.anything() }]),
    );
    expect(await views.show(again, VIEWER)).toMatchObject({ forkOf: { run, step: 'each' } });
  });
});

describe('steps inside of one that a fork takes over', () => {
  it('are left to the run that did them, and not said to have been skipped', async () => {
    const both: TemplateStep = { type: 'parallel', branches: { left: { steps: { l: echo(1) } }, right: { steps: { r: echo(2) } } } };
    const { test, views } = viewed({ both, after: { ...echo(3), needs: ['both'] } });
    const { run } = await test.run();
    const again = test.runner.fork(run, 'after');
    await test.runner.ended(again);
    const shown = async (of: string): Promise<readonly string[]> => (await views.show(of, VIEWER)).steps.map(({ path }) => path);
    expect(await shown(run)).toEqual(['both', 'both/left/l', 'both/right/r', 'after']);
    expect(await shown(again)).toEqual(['both', 'after']);
    expect(await shown(test.runner.fork(again, 'both'))).toHaveLength(4);
  });
});

describe('the fold of moves', () => {
  it('gives a view of every prefix of a run, in which steps only go forward', async () => {
    const { test } = viewed(EVERYTHING);
    const run = test.start();
    await expect.poll(() => test.statuses(run).ask).toBe('waiting');
    test.runner.decide(run, { step: 'ask', decision: 'approved', by: 'grace' });
    await test.runner.ended(run);
    const outline = templateOutline(testTemplate(EVERYTHING));
    const moves = test.moves(run);
    const final = new Set<string>();
    for (let length = 0; length <= moves.length; length++) {
      const history = createRunHistory(outline);
      for (const move of moves.slice(0, length)) history.take(move);
      const world = { run, history, why: () => undefined, approval: () => undefined };
      const steps = stepViews(outline.root, { path: '', isOver: length === moves.length }, world);
      for (const path of final) expect(steps.find((step) => step.path === path)?.endedAt).toBeDefined();
      for (const { path, endedAt } of steps) if (endedAt !== undefined) final.add(path);
    }
    expect(final.size).toBeGreaterThan(10);
  });

  /** A fold that goes by other rules than the machine's own has to come to the same. */
  it.each([
    ['is approved', (test: RunFixture, run: string) => test.runner.decide(run, { step: 'ask', decision: 'approved', by: 'grace' })],
    ['is cancelled', (test: RunFixture, run: string) => test.runner.cancel(run)],
    ['is suspended', (test: RunFixture, run: string) => test.runner.suspend(run, 'lunch')],
  ])('agrees with the state of the machine after every move of a run that %s', async (_how, act) => {
    const { test } = viewed(EVERYTHING);
    const run = test.start();
    await expect.poll(() => test.statuses(run).ask).toBe('waiting');
    act(test, run);
    await expect.poll(() => test.stored(run).status).toMatch(/^(suspended|faulted|cancelled)$/);
    const document = testTemplate(EVERYTHING);
    const outline = templateOutline(document);
    const state = newState(compileTemplate(document, testTasks()), test.stored(run));
    const history = createRunHistory(outline);
    let compared = 0;
    for (const move of test.moves(run)) {
      history.take(move);
      for (const record of move.records) evolve(state, record, move.at);
      const world = { run, history, why: () => undefined, approval: () => undefined };
      for (const { path, status } of stepViews(outline.root, { path: '', isOver: state.end !== undefined }, world)) {
        const step = findStep(state, path);
        if (step === undefined) continue;
        expect({ seq: move.seq, path, status }).toEqual({ seq: move.seq, path, status: step.status === 'ready' ? 'pending' : step.status });
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('gives a view of any records in any order, as programs of other times may have written them', () => {
    const outline = templateOutline(testTemplate(EVERYTHING));
    const path = fc.constantFrom(
      'load',
      'load~undo',
      'each',
      'each/2/good',
      'each/x/good',
      'both/left/calm',
      'again/1/turn',
      'gone',
      'gone/1/x',
      'ask',
    );
    const block = fc.constantFrom('each/1', 'each/2', 'both/left', 'again/1', 'gone/1', '');
    const number = fc.integer({ min: 0, max: 3 });
    const record = fc.oneof(
      fc.record({ type: fc.constantFrom('ready', 'retried', 'checkpoint', 'signal-taken'), step: path, number, data: fc.json() }),
      fc.record({ type: fc.constant('attempt'), step: path, number, input: fc.constantFrom(null, [1, 2], {}) }),
      fc.record({ type: fc.constant('attempt-end'), step: path, number, status: fc.constantFrom('completed', 'faulted', 'interrupted') }),
      fc.record({ type: fc.constant('waiting'), step: path, wait: fc.constantFrom({ for: 'person' }, { for: 'child', run: 'r' }) }),
      fc.record({ type: fc.constant('end'), step: path, status: fc.constantFrom('completed', 'faulted', 'skipped') }),
      fc.record({ type: fc.constantFrom('block', 'block-end'), block, status: fc.constantFrom('completed', 'faulted') }),
      fc.record({ type: fc.constant('adopted-items'), step: path, results: fc.constant([[1, null]]) }),
      fc.constantFrom(
        { type: 'resumed' },
        { type: 'suspended', reason: 'x' },
        { type: 'run-end', status: 'completed' },
        { type: 'started', pins: [] },
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(record as fc.Arbitrary<never>, { maxLength: 5 }), { maxLength: 20 }),
        fc.boolean(),
        (moves, withItems) => {
          const history = createRunHistory(outline, { withItems });
          for (const [seq, records] of moves.entries()) history.take({ seq, at: '2026-01-01T00:00:00.000Z', actor: 'ada', records });
          const world = { run: 'r', history, why: () => undefined, approval: () => undefined };
          expect(stepViews(outline.root, { path: '', isOver: false }, world).length).toBeGreaterThanOrEqual(8);
        },
      ),
    );
  });
});

describe('a step that is tried again', () => {
  it('has all its attempts', async () => {
    const { task } = flaky(2);
    const retry = { maximumAttempts: 3, initialInterval: 'PT0.001S' };
    const { test, views } = viewed({ shaky: { type: 'task', run: 'test.flaky', retry } }, { tasks: [task] });
    const { run } = await test.run();
    const step = stepOf(await views.show(run, VIEWER), 'shaky');
    expect(step.attempts.map(({ number, status }) => `${number} ${status}`)).toEqual(['1 faulted', '2 faulted', '3 completed']);
    expect(step).toMatchObject({ status: 'completed', output: { calls: 3 } });
    expect(step.failure).toBeUndefined();
  });
});
