/** Runs, approvals and members through the engine's face: who may do what, and what is refused. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import { type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';

const template = (id: string, steps: object, more: object = {}): { readonly body: string } => ({
  body: JSON.stringify({
    kind: 'workflow',
    dsl: '1',
    id,
    version: '1.0.0',
    title: id,
    input: { schema: { type: 'object', properties: { amount: { type: 'integer' } } } },
    steps,
    ...more,
  }),
});

const REVIEW = template('review', {
  ask: { type: 'approval', roles: ['reviewer'], title: 'Look at it' },
  after: { type: 'set', needs: ['ask'], value: '= steps.ask.output.decision' },
});

/** Another person with the same file, after the first has closed it. */
const asOther = async (test: TestEngine, actor: string): Promise<TestEngine> => {
  await test.engine.close();
  const other = testEngine({ path: test.path, actor, seed: actor });
  await other.ask('workspace.open', { path: test.path });
  return other;
};

describe('an approval', () => {
  it('is decided by somebody who holds the role, and not by whoever started the run', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', REVIEW);
    const { run } = await test.ask('run.start', { template: 'review', input: {} });
    expect(await test.ask('approval.list', {})).toMatchObject([{ run, step: 'ask', mayDecide: { allowed: false } }]);
    expect(await test.refused('run.decide', { run, step: 'ask', decision: 'approved' })).toMatchObject({ kind: 'forbidden' });
    await test.ask('member.set', { name: 'grace', roles: ['reviewer'] });

    const other = await asOther(test, 'grace');
    expect(await other.refused('run.decide', { run, step: 'after', decision: 'approved' })).toMatchObject({ kind: 'conflict' });
    await other.ask('run.decide', { run, step: 'ask', decision: 'approved', note: 'fine' });
    expect(await other.completed(run)).toEqual({ status: 'completed', answer: { run } });
    const view = await other.ask('run.show', { run });
    expect(view.steps.map(({ name, output }) => [name, output])).toEqual([
      ['ask', expect.objectContaining({ decision: 'approved', by: 'grace', note: 'fine' })],
      ['after', 'approved'],
    ]);
    expect(await other.refused('run.decide', { run, step: 'ask', decision: 'rejected' })).toMatchObject({ kind: 'conflict' });
  });

  it('is not decided by somebody who holds no role, although a person who is no member may do all else', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', REVIEW);
    const { run } = await test.ask('run.start', { template: 'review', input: {} });
    const other = await asOther(test, 'mallory');
    const { message } = await other.refused('run.decide', { run, step: 'ask', decision: 'approved' });
    expect(message).toBe('This asks for the role reviewer, which mallory does not hold.');
    expect(await other.refused('member.set', { name: 'mallory', roles: ['reviewer'] })).toMatchObject({ kind: 'forbidden' });
    await other.ask('run.cancel', { run });
  });
});

describe('a second process', () => {
  it('sees where runs stand and why they wait, as they go on, and decides nothing', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', REVIEW);
    const { run } = await test.ask('run.start', { template: 'review', input: {} });
    const reader = testEngine({ path: test.path, seed: 'reader', actor: 'grace' });
    expect(await reader.ask('workspace.open', { path: test.path })).toMatchObject({ readOnly: true });
    const before = await reader.ask('run.show', { run });
    expect(before).toMatchObject({
      status: 'waiting',
      awaits: ['approval'],
      steps: [{ name: 'ask', why: expect.stringContaining('reviewer') }, {}],
    });
    expect(await reader.ask('approval.list', {})).toHaveLength(1);
    expect(await reader.refused('run.decide', { run, step: 'ask', decision: 'approved' })).toMatchObject({ kind: 'busy' });
    await test.ask('run.cancel', { run });
    expect(await reader.ask('run.show', { run })).toMatchObject({ status: 'cancelled' });
    expect(await reader.ask('approval.list', {})).toEqual([]);
  });
});

describe('roles', () => {
  it('bind members: who only reviews changes nothing else', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', REVIEW);
    await test.ask('member.set', { name: 'grace', roles: ['reviewer'] });
    await test.ask('member.set', { name: 'bob', roles: ['analyst'] });
    const grace = await asOther(test, 'grace');
    expect(await grace.refused('run.start', { template: 'review', input: {} })).toMatchObject({ kind: 'forbidden' });
    expect(await grace.ask('member.list', {})).toEqual([
      { name: 'ada', roles: ['owner'] },
      { name: 'bob', roles: ['analyst'] },
      { name: 'grace', roles: ['reviewer'] },
    ]);
    const bob = await asOther(grace, 'bob');
    await bob.ask('run.start', { template: 'review', input: {} });
    expect(await bob.refused('member.set', { name: 'bob', roles: ['owner'] })).toMatchObject({ kind: 'forbidden' });
  });
});

describe('a run', () => {
  it('of a known key is the same run', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', REVIEW);
    const [one, same, other] = [
      await test.ask('run.start', { template: 'review', input: {}, key: 'monday' }),
      await test.ask('run.start', { template: 'review', input: {}, key: 'monday' }),
      await test.ask('run.start', { template: 'review', input: {}, key: 'tuesday' }),
    ];
    expect([same.run === one.run, other.run === one.run]).toEqual([true, false]);
    expect(await test.ask('run.list', { status: 'waiting' })).toMatchObject({ total: 2 });
    expect(await test.ask('run.list', { status: 'faulted' })).toMatchObject({ total: 0 });
  });

  it('is not started, and nothing is sent to it, with what hangs together in a circle or is nested too deep', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', template('talk', { wait: { type: 'signal', signal: 'go' } }));
    const { run } = await test.ask('run.start', { template: 'talk', input: {} });
    const circle: Record<string, Json> = {};
    circle.again = circle;
    const deep = JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`) as Json;
    for (const data of [circle, deep]) {
      const refused = { kind: 'invalid', problems: [{ expected: 'at most 100 levels' }] };
      expect(await test.refused('run.start', { template: 'talk', input: { data } })).toMatchObject(refused);
      expect(await test.refused('run.signal', { run, signal: 'go', data })).toMatchObject(refused);
    }
    expect(await test.ask('run.show', { run })).toMatchObject({ status: 'waiting' });
  });

  it('takes signals, is suspended and resumed, forked and told of', async () => {
    const test = await testWorkspace();
    await test.ask(
      'document.publish',
      template('talk', { first: { type: 'set', value: 1 }, wait: { type: 'signal', needs: ['first'], signal: 'go' } }),
    );
    const { run } = await test.ask('run.start', { template: 'talk', input: {} });
    await test.ask('run.suspend', { run });
    expect(await test.ask('run.show', { run })).toMatchObject({ status: 'suspended', awaits: ['resume'] });
    await test.ask('run.resume', { run });
    await test.ask('run.signal', { run, signal: 'go', id: 'a', data: { said: 'hello' } });
    await test.completed(run);
    const fork = await test.ask('run.fork', { run, step: 'wait' });
    expect(await test.ask('run.show', { run: fork.run })).toMatchObject({
      status: 'waiting',
      forkOf: { run, step: 'wait' },
      steps: [
        { name: 'first', adopted: true },
        { name: 'wait', waitsFor: 'signal' },
      ],
    });
    expect((await test.ask('run.trace', { run })).resourceSpans[0]?.scopeSpans[0]?.spans.length).toBeGreaterThan(2);
    expect(await test.ask('run.stats', {})).toMatchObject({ total: 2, byStatus: { completed: 1, waiting: 1 } });
    expect(await test.refused('run.retry', { run, step: 'wait' })).toMatchObject({ kind: 'conflict' });
  });

  it('that fails for good leaves a letter, which is done again once', async () => {
    const test = await testWorkspace();
    const retry = { maximumAttempts: 1, exhausted: 'deadLetter' };
    const step = { type: 'rules', policy: '= "gone"', date: '2025-03-01', inputs: {}, retry };
    const { problems } = await test.ask('document.check', template('letters', { broken: step }));
    expect(problems).toEqual([]);
    await test.ask('document.publish', template('letters', { broken: step }));
    const { run } = await test.ask('run.start', { template: 'letters', input: {} });
    await test.engine.ended(run);
    expect(await test.ask('letter.list', {})).toMatchObject({ total: 1, letters: [{ run, step: 'broken', task: 'rules.decide' }] });
    const again = await test.ask('run.redrive', { run, step: 'broken' });
    await test.engine.ended(again.run);
    const { letters } = await test.ask('letter.list', {});
    expect(letters.find((letter) => letter.run === run)).toMatchObject({ redrivenBy: again.run });
  });
});

describe('a template', () => {
  it('is only published where all that it names is', async () => {
    const test = await testWorkspace();
    const naming = template('naming', { sub: { type: 'workflow', template: 'nowhere', input: {} } });
    const failure = await test.refused('document.publish', naming);
    expect(failure.problems).toMatchObject([{ pointer: '/steps/sub/template', message: expect.stringContaining('nowhere') }]);
    await test.ask('document.publish', template('nowhere', { only: { type: 'set', value: 1 } }));
    await test.ask('document.publish', naming);
    const itself = template('itself', { sub: { type: 'workflow', template: 'itself', input: {} } });
    expect(await test.ask('document.check', itself)).toMatchObject({ problems: [] });
  });

  it('is compared with another in words, wherever they stand', async () => {
    const test = await testWorkspace();
    const [from, to] = [template('one', { only: { type: 'set', value: 1 } }), template('one', { only: { type: 'set', value: 2 } })];
    await test.ask('document.publish', from);
    const { changes } = await test.ask('document.compare', { kind: 'workflow', from: 'one', to: { ...to, name: 'two.json' } });
    expect(changes.join('\n')).toContain('"only"');
    expect(
      await test.ask('document.compare', { kind: 'workflow', from: 'one', to: from as { body: string } & Record<string, Json> }),
    ).toEqual({ changes: [] });
    expect(await test.refused('document.compare', { kind: 'workflow', from: 'one', to: 'two' })).toMatchObject({ kind: 'not-found' });
  });
});

describe('the audit trail of a run', () => {
  it('is the entries of its moves alone, page by page', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', REVIEW);
    const first = await test.ask('run.start', { template: 'review', input: {} });
    const second = await test.ask('run.start', { template: 'review', input: {} });
    await test.ask('run.cancel', { run: first.run });
    await test.engine.ended(first.run);
    const whole = await test.ask('audit.list', { run: first.run });
    expect(whole.entries).toHaveLength(whole.size);
    expect(whole.size).toBeGreaterThan(1);
    expect(new Set(whole.entries.map(({ subject }) => subject.run))).toEqual(new Set([first.run]));
    expect(whole.entries.at(-1)).toMatchObject({ kind: 'run.finished', detail: { status: 'cancelled' } });
    expect((await test.ask('audit.list', { run: first.run, after: 1, limit: 1 })).entries).toEqual([whole.entries[1]]);
    expect((await test.ask('audit.list', { run: second.run })).size).toBe(1);
    expect(await test.refused('audit.list', { run: 'nobody' })).toMatchObject({ kind: 'not-found' });
  });
});

describe('the list of runs', () => {
  it('says why those wait that wait', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', REVIEW);
    const { run } = await test.ask('run.start', { template: 'review', input: {} });
    const listed = async () => (await test.ask('run.list', {})).runs[0];
    expect(await listed()).toMatchObject({ id: run, why: expect.stringContaining('waits for the decision of somebody who is "reviewer"') });
    await test.ask('run.cancel', { run });
    await test.engine.ended(run);
    expect(await listed()).not.toHaveProperty('why');
  });
});

describe('a template that starts itself', () => {
  it('gives itself what it takes, and not what the version before it took', async () => {
    const test = await testWorkspace();
    const counted = (version: string, type: string, from: Json) =>
      template(
        'counted',
        { again: { type: 'workflow', template: 'counted', input: { from } } },
        { version, input: { schema: { type: 'object', properties: { from: { type } } } } },
      );
    await test.ask('document.publish', counted('1.0.0', 'integer', 1));
    expect(await test.refused('document.publish', counted('2.0.0', 'string', 1))).toMatchObject({
      kind: 'invalid',
      problems: [{ pointer: '/steps/again/input/from' }],
    });
    expect(await test.ask('document.publish', counted('2.0.0', 'string', '1'))).toMatchObject({ id: 'counted', version: '2.0.0' });
  });
});
