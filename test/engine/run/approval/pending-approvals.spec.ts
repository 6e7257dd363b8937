/** What waits for a person is found in all runs, wherever in them it waits, and nothing that does not. */
import { describe, expect, it } from 'vitest';
import type { TemplateStep } from '../../../../src/engine/model/template-document.ts';
import { mayDecide, type Viewer } from '../../../../src/engine/run/approval/may-decide.ts';
import { createRunViews } from '../../../../src/engine/run/run-views.ts';
import { createTemplateCatalogue } from '../../../../src/engine/run/template-catalogue.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { testTasks } from '../../../support/test-tasks.ts';
import { ACTOR, type FixtureOptions, runFixture } from '../run-fixture.ts';

const GRACE: Viewer = { actor: 'grace', roles: ['reviewer'] };

const approved = (steps: Readonly<Record<string, TemplateStep>>, options: FixtureOptions = {}) => {
  const test = runFixture(steps, options);
  const { approvals } = createRunViews(test.store, createTemplateCatalogue(testTasks()));
  const now = (): string => test.port.clock.now();
  return { test, approvals, list: () => approvals.list(GRACE, now()), now };
};

const ASK: TemplateStep = { type: 'approval', roles: ['reviewer'], title: 'Look at it', question: '= input.amount' };

describe('approvals that wait', () => {
  it('are told with what is asked, and go when they are decided', async () => {
    const { test, list } = approved({ ask: { ...ASK, form: { type: 'object', properties: { sure: { type: 'boolean' } } } } });
    const run = test.start({ amount: 7 });
    const [approval, ...others] = await list();
    expect(others).toEqual([]);
    expect(approval).toMatchObject({
      run,
      runTitle: 'Test',
      step: 'ask',
      title: 'Look at it',
      roles: ['reviewer'],
      question: 7,
      overdue: false,
    });
    expect(approval?.form).toMatchObject({ properties: { sure: { type: 'boolean' } } });
    expect(approval?.mayDecide).toEqual({ allowed: true });
    test.runner.decide(run, { step: 'ask', decision: 'approved', by: 'grace', form: {} });
    await test.runner.ended(run);
    expect(await list()).toEqual([]);
  });

  it('are found inside of maps and in children, and in the order in which they began to wait', async () => {
    const { test, list } = approved({ each: { type: 'map', items: '= [1, 2]', each: { steps: { ask: ASK } } } });
    const runs = [test.start(), test.start()];
    expect((await list()).map(({ run, step }) => `${runs.indexOf(run)} ${step}`)).toEqual([
      '0 each/1/ask',
      '0 each/2/ask',
      '1 each/1/ask',
      '1 each/2/ask',
    ]);
    test.runner.cancel(runs[0] ?? '');
    expect((await list()).map(({ run }) => runs.indexOf(run))).toEqual([1, 1]);
  });

  it('become overdue, and wait since the beginning all the same', async () => {
    const clock = createManualClock();
    const { test, list } = approved({ ask: { ...ASK, due: 'PT1H' } }, { clock });
    test.start();
    const [before] = await list();
    expect(before).toMatchObject({ overdue: false });
    await clock.advance(3_600_001);
    const [after] = await list();
    expect(after).toMatchObject({ overdue: true, since: before?.since, due: before?.due });
  });

  it('are found by their step, and only where it waits', async () => {
    const { test, approvals, now } = approved({ ask: ASK });
    const run = test.start();
    const world = { viewer: GRACE, now: now() };
    expect(await approvals.find(run, 'ask', world)).toMatchObject({ step: 'ask' });
    expect(await approvals.find(run, 'other', world)).toBeUndefined();
    expect(await approvals.find('nothing', 'ask', world)).toBeUndefined();
  });
});

describe('who may decide', () => {
  const wait = { for: 'approval', roles: ['reviewer', 'lead'], question: null, notBy: ACTOR } as const;
  it.each([
    ['holds one of the roles', { actor: 'grace', roles: ['lead'] }, true],
    ['is an owner', { actor: 'grace', roles: ['owner'] }, true],
    ['holds another role', { actor: 'grace', roles: ['analyst'] }, false],
    ['holds none', { actor: 'grace', roles: [] }, false],
    ['started the run, even as an owner', { actor: ACTOR, roles: ['owner', 'reviewer'] }, false],
  ] as const)('whoever %s', (_who, viewer, allowed) => {
    expect(mayDecide(wait, viewer).allowed).toBe(allowed);
  });
  it('is told what is asked for', () => {
    expect(mayDecide(wait, { actor: 'grace', roles: [] })).toEqual({
      allowed: false,
      why: 'This asks for one of the roles reviewer and lead, which grace does not hold.',
    });
  });
});
