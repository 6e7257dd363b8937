/** What people do to runs: suspend, resume, retry, signal, decide, fork, redrive; each is written when it returns, and the runs of another process only take it down. */
import { describe, expect, it } from 'vitest';
import type { TemplateStep } from '../../../src/engine/model/template-document.ts';
import { childrenOf } from '../../../src/engine/store/run/run-store.ts';
import { settled } from '../../support/manual-clock.ts';
import { flaky, gate } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { afterCrash, runFixture } from './run-fixture.ts';

const twoSteps: Readonly<Record<string, TemplateStep>> = {
  slow: { type: 'task', run: 'test.gate' },
  after: { type: 'task', run: 'test.echo', needs: ['slow'], with: { value: '= steps.slow.output.attempt' } },
};

describe('suspending', () => {
  it('lets what is under way end, begins nothing, and survives a crash', async () => {
    const waiting = gate();
    const crashed = runFixture(twoSteps, { tasks: [waiting.task] });
    const run = crashed.start();
    await waiting.begun(1);
    crashed.runner.suspend(run, 'looks odd');
    expect(crashed.stored(run).status).toBe('suspended');
    waiting.open();
    await settled();
    expect(crashed.statuses(run)).toMatchObject({ slow: 'completed' });
    expect(crashed.statuses(run).after).not.toBe('running');
    expect(thrownRefusal(() => crashed.runner.suspend(run, 'again')).kind).toBe('conflict');
    const fixture = afterCrash(crashed, { tasks: [waiting.task] });
    fixture.runner.recover();
    await settled();
    expect(fixture.stored(run).status).toBe('suspended');
    const ended = fixture.runner.ended(run);
    fixture.runner.resume(run);
    expect(await ended).toMatchObject({ status: 'completed' });
  });
});

describe('a step whose attempts are used up', () => {
  it('waits for a person where the template says so, and is tried again on command', async () => {
    const failing = flaky(1);
    const fixture = runFixture(
      { only: { type: 'task', run: 'test.flaky', retry: { maximumAttempts: 1, exhausted: 'suspend' } } },
      { tasks: [failing.task] },
    );
    const run = fixture.start();
    await settled();
    expect(fixture.stored(run).status).toBe('waiting');
    expect(thrownRefusal(() => fixture.runner.retry(run, 'nothing')).kind).toBe('conflict');
    const ended = fixture.runner.ended(run);
    fixture.runner.retry(run, 'only');
    expect(await ended).toMatchObject({ status: 'completed' });
    expect(fixture.attempts(run, 'only')).toEqual(['1 faulted', '2 completed']);
  });

  it('becomes a dead letter, and is done again in a new run', async () => {
    const failing = flaky(1);
    const fixture = runFixture(
      {
        first: { type: 'task', run: 'test.echo', with: { value: 7 } },
        only: { type: 'task', run: 'test.flaky', needs: ['first'], retry: { maximumAttempts: 1, exhausted: 'deadLetter' } },
        after: { type: 'set', needs: ['only'], value: '= steps.first.output.value' },
      },
      { tasks: [failing.task] },
    );
    const { run, end } = await fixture.run();
    expect(end).toMatchObject({ status: 'completed' });
    expect(fixture.statuses(run)).toEqual({ first: 'completed', only: 'faulted', after: 'completed' });
    const again = fixture.runner.redrive(run, 'only');
    expect(await fixture.runner.ended(again)).toMatchObject({ status: 'completed' });
    expect(fixture.stored(again).forkOf).toEqual({ run, step: 'only' });
    expect(fixture.attempts(again, 'first')).toEqual([]);
    expect(fixture.attempts(again, 'only')).toEqual(['1 completed']);
    expect(thrownRefusal(() => fixture.runner.redrive(run, 'only')).kind).toBe('conflict');
    expect(thrownRefusal(() => fixture.runner.redrive(run, 'first')).kind).toBe('not-found');
  });
});

describe('signals', () => {
  const steps: Readonly<Record<string, TemplateStep>> = {
    paper: { type: 'signal', signal: 'paper' },
    after: { type: 'set', needs: ['paper'], value: '= steps.paper.output' },
  };

  it('are taken once for each id, sent before or after the step waits', async () => {
    const fixture = runFixture(steps, { template: { output: '= steps.after.output' } });
    const run = fixture.start();
    expect(fixture.stored(run).status).toBe('waiting');
    fixture.runner.signal(run, { signal: 'paper', id: 'p1', data: { page: 1 } });
    expect(fixture.stored(run)).toMatchObject({ status: 'completed', output: { page: 1 } });
    expect(thrownRefusal(() => fixture.runner.signal(run, { signal: 'paper', id: 'p1', data: { page: 1 } })).kind).toBe('conflict');
  });

  it('reach a run that goes on in another process, when that takes it up', async () => {
    const crashed = runFixture(steps, { template: { output: '= steps.after.output' } });
    const run = crashed.start();
    const dormant = afterCrash(crashed);
    dormant.runner.signal(run, { signal: 'paper', id: 'p1', data: 1 });
    dormant.runner.signal(run, { signal: 'paper', id: 'p1', data: 1 });
    expect(dormant.stored(run).status).not.toBe('completed');
    expect(dormant.moves(run)).toHaveLength(2);
    const fixture = afterCrash(dormant);
    fixture.runner.recover();
    await settled();
    expect(fixture.stored(run)).toMatchObject({ status: 'completed', output: 1 });
  });
});

describe('approvals', () => {
  it('end the step with what was decided and by whom', async () => {
    const fixture = runFixture(
      { ask: { type: 'approval', roles: ['reviewer'] }, after: { type: 'set', needs: ['ask'], value: '= steps.ask.output.decision' } },
      { template: { output: '= steps.after.output' } },
    );
    const run = fixture.start();
    const decision = { step: 'ask', decision: 'approved', by: 'grace' } as const;
    expect(thrownRefusal(() => fixture.runner.decide(run, { ...decision, by: 'ada' })).kind).toBe('forbidden');
    fixture.runner.decide(run, decision);
    expect(fixture.stored(run)).toMatchObject({ status: 'completed', output: 'approved' });
    expect(fixture.records(run)).toContainEqual({ type: 'decision', ...decision });
  });
});

describe('a fork', () => {
  it('takes over what was completed before the step, does the rest anew, and leaves the original alone', async () => {
    const fixture = runFixture(
      {
        first: { type: 'task', run: 'test.echo', with: { value: '= input.amount' } },
        second: { type: 'task', run: 'test.echo', needs: ['first'], with: { value: '= [steps.first.output.value, input.amount]' } },
      },
      { template: { output: '= steps.second.output.value' } },
    );
    const { run } = await fixture.run({ amount: 1 });
    const before = fixture.moves(run);
    const fork = fixture.runner.fork(run, 'second', { amount: 2 });
    expect(await fixture.runner.ended(fork)).toMatchObject({ status: 'completed' });
    expect(fixture.stored(fork)).toMatchObject({ output: [1, 2], forkOf: { run, step: 'second' } });
    expect(fixture.attempts(fork, 'first')).toEqual([]);
    expect(fixture.moves(run)).toEqual(before);
    expect(thrownRefusal(() => fixture.runner.fork(run, 'third')).kind).toBe('invalid');
    expect(thrownRefusal(() => fixture.runner.fork(run, 'second', { amonut: 2 })).kind).toBe('invalid');
  });

  it('on another input asks people again, and not on the same', async () => {
    const ask = { type: 'approval', roles: ['boss'], question: '= input.amount' } as const;
    const fixture = runFixture({
      first: { type: 'set', value: 1 },
      both: {
        type: 'parallel',
        needs: ['first'],
        branches: { left: { steps: { ask } }, right: { steps: { beside: { type: 'set', value: 2 } } } },
      },
      pay: { type: 'set', needs: ['both'], value: '= input.amount' },
      send: { type: 'set', needs: ['pay'], value: 3 },
    });
    const run = fixture.start({ amount: 10 });
    fixture.runner.decide(run, { step: 'both/left/ask', decision: 'approved', by: 'grace' });
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(await fixture.runner.ended(fixture.runner.fork(run, 'send'))).toMatchObject({ status: 'completed' });
    const other = fixture.runner.fork(run, 'send', { amount: 1_000_000 });
    expect(fixture.statuses(other)).toMatchObject({ first: 'completed', 'both/left/ask': 'waiting' });
    expect(fixture.statuses(other).pay).not.toBe('completed');
  });

  it('on another input starts runs of its own again, in which people may have decided', async () => {
    const asking = testTemplate({ ask: { type: 'approval', roles: ['boss'] } }, { id: 'asking' });
    const fixture = runFixture(
      {
        call: { type: 'workflow', template: 'asking', input: { amount: '= input.amount' } },
        pay: { type: 'set', needs: ['call'], value: '= input.amount' },
      },
      { others: [asking] },
    );
    const run = fixture.start({ amount: 10 });
    const children = () => fixture.store.read((reader) => childrenOf(reader, run));
    await expect.poll(children).toMatchObject([{ status: 'waiting' }]);
    const [child] = children();
    fixture.runner.decide(child?.id ?? '', { step: 'ask', decision: 'approved', by: 'grace' });
    expect(await fixture.runner.ended(run)).toMatchObject({ status: 'completed' });
    expect(fixture.statuses(fixture.runner.fork(run, 'pay', { amount: 11 })).call).toBe('waiting');
  });
});

describe('commands to a run of another process', () => {
  it('take down what happened and begin nothing', async () => {
    const waiting = gate();
    const crashed = runFixture(twoSteps, { tasks: [waiting.task] });
    const run = crashed.start();
    await waiting.begun(1);
    const dormant = afterCrash(crashed, { tasks: [gate().task] });
    dormant.runner.suspend(run, 'later');
    expect(dormant.stored(run).status).toBe('suspended');
    dormant.runner.resume(run);
    dormant.runner.cancel(run);
    await settled();
    const { status } = dormant.stored(run);
    expect(dormant.attempts(run, 'slow')).toEqual(['1 cancelled']);
    const fixture = afterCrash(dormant, { tasks: [gate().task] });
    fixture.runner.recover();
    expect([status, fixture.stored(run).status]).toContain('cancelled');
    expect(fixture.stored(run).status).toBe('cancelled');
  });
});
