/** Runs that steps start: they are pinned, ended with, cancelled with, and found again after a crash at any moment between the two. */
import { describe, expect, it } from 'vitest';
import type { TemplateDocument } from '../../../src/engine/model/template-document.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { childrenOf } from '../../../src/engine/store/run/run-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { settled } from '../../support/manual-clock.ts';
import { testPort } from '../../support/test-port.ts';
import { gate } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { afterCrash, fixtureOn, type RunFixture, runFixture } from './run-fixture.ts';

const child = (more: Partial<TemplateDocument> = {}): TemplateDocument =>
  testTemplate({ work: { type: 'task', run: 'test.gate' } }, { id: 'child', output: '= input.amount * 10', ...more });

const parent = {
  call: { type: 'workflow', template: 'child', input: { amount: '= input.amount' } },
  after: { type: 'set', needs: ['call'], value: '= steps.call.output + 1' },
} as const;

const family = (tasks = [gate().task], wrap?: (store: Store) => Store): RunFixture =>
  runFixture(parent, { tasks, others: [child()], template: { output: '= steps.after.output' }, ...(wrap !== undefined && { wrap }) });

const childOf = (fixture: RunFixture, run: string) => fixture.store.read((reader) => childrenOf(reader, run));

describe('a child run', () => {
  it('is started with what the step says, and gives the step its output', async () => {
    const waiting = gate();
    const fixture = family([waiting.task]);
    const run = fixture.start({ amount: 4 });
    await waiting.begun(1);
    const [started] = childOf(fixture, run);
    expect(started).toMatchObject({ template: { id: 'child' }, parent: { run, step: 'call' }, status: 'running' });
    const ended = fixture.runner.ended(run);
    waiting.open();
    expect(await ended).toMatchObject({ status: 'completed' });
    expect(fixture.stored(run).output).toBe(41);
    expect(childOf(fixture, run)).toHaveLength(1);
  });

  it('is of the version that was newest when its parent started', async () => {
    const waiting = gate();
    const fixture = runFixture(
      { pause: { type: 'signal', signal: 'go' }, call: { ...parent.call, needs: ['pause'] } },
      { tasks: [waiting.task], others: [child()] },
    );
    const run = fixture.start();
    const document = child({ version: '2.0.0' });
    fixture.store.change('ada', (writer) => publishDocument(writer, { ...document, content: document as never }));
    fixture.runner.signal(run, { signal: 'go', data: null });
    await waiting.begun(1);
    expect(childOf(fixture, run)[0]?.template.version).toBe('1.0.0');
  });

  it('counts as started by whoever started its parent, also where another carries that on', async () => {
    const asking = testTemplate({ ask: { type: 'approval', roles: ['reviewer'] } }, { id: 'child' });
    const fixture = runFixture(
      { pause: { type: 'signal', signal: 'go' }, call: { ...parent.call, needs: ['pause'] } },
      { others: [asking] },
    );
    const run = fixture.start();
    const other = afterCrash(fixture, { actor: 'grace' });
    other.runner.recover();
    other.runner.signal(run, { signal: 'go', data: null });
    await settled();
    const asked = childOf(other, run)[0]?.id ?? '';
    expect(other.stored(asked).actor).toBe('grace');
    const { actor } = fixture.stored(run);
    expect(other.records(asked)).toContainEqual(
      expect.objectContaining({ type: 'waiting', wait: expect.objectContaining({ for: 'approval', notBy: actor }) }),
    );
    expect(thrownRefusal(() => other.runner.decide(asked, { step: 'ask', decision: 'approved', by: actor })).kind).toBe('forbidden');
  });

  it('that cannot be named refuses the start, and says which step names it', () => {
    const fixture = runFixture(parent, { tasks: [gate().task], others: [] });
    const failure = thrownRefusal(() => fixture.start());
    expect(failure.kind).toBe('not-found');
    expect(failure.problems).toEqual([
      { document: 'test@1.0.0', pointer: '/steps/call/template', message: expect.stringContaining('step "call"') },
    ]);
  });

  it('whose input does not fit faults the step', async () => {
    const fixture = runFixture(
      {
        odd: { type: 'task', run: 'test.echo', with: { value: 'one' } },
        call: { type: 'workflow', template: 'child', needs: ['odd'], input: { amount: '= steps.odd.output.value' } },
      },
      { tasks: [gate().task], others: [child()] },
    );
    expect((await fixture.run()).end).toMatchObject({ status: 'failed', failure: { kind: 'invalid' } });
  });

  it('is cancelled with its parent', async () => {
    const waiting = gate();
    const fixture = family([waiting.task]);
    const run = fixture.start();
    await waiting.begun(1);
    fixture.runner.cancel(run);
    expect(childOf(fixture, run).map(({ status }) => status)).toEqual(['cancelled']);
    expect(waiting.aborted).toEqual(['work']);
  });

  it('that runs itself comes to an end', async () => {
    const endless = testTemplate({ call: { type: 'workflow', template: 'child', input: { amount: 1 } } }, { id: 'child' });
    const fixture = runFixture(parent, { others: [endless] });
    expect((await fixture.run()).end).toMatchObject({ status: 'failed', failure: { kind: 'limit' } });
  });
});

describe('after a crash', () => {
  /** The file as it is after each commit, up to the parent's end. */
  const afterEachCommit = async (): Promise<{ readonly run: string; readonly copies: readonly string[] }> => {
    const copies: string[] = [];
    const waiting = gate();
    let fixture: RunFixture | undefined;
    const copying = (store: Store): Store => ({
      ...store,
      change: (actor, work) => {
        const outcome = store.change(actor, work);
        if (fixture !== undefined) copies.push(fixture.crash());
        return outcome;
      },
    });
    fixture = family([waiting.task], copying);
    const run = fixture.start({ amount: 4 });
    await waiting.begun(1);
    const ended = fixture.runner.ended(run);
    waiting.open();
    await ended;
    return { run, copies };
  };

  it('between any two commits the family comes to the same end, with one child', async () => {
    const { run, copies } = await afterEachCommit();
    expect(copies.length).toBeGreaterThanOrEqual(4);
    for (const [at, path] of copies.entries()) {
      const waiting = gate();
      const port = testPort({ seed: `copy ${at}` });
      const fixture = fixtureOn(openStore(path, port), port, { tasks: [waiting.task] });
      fixture.runner.recover();
      await settled();
      waiting.open();
      await settled();
      expect(fixture.stored(run)).toMatchObject({ status: 'completed', output: 41 });
      expect(childOf(fixture, run)).toHaveLength(1);
      // A start is written as one: there is no child to be lost before its parent waits for it.
      await fixture.runner.close();
    }
  });

  it('a child whose parent was cancelled is cancelled, too', async () => {
    const waiting = gate();
    const crashed = family([waiting.task]);
    const run = crashed.start();
    await waiting.begun(1);
    const dormant = afterCrash(crashed, { tasks: [gate().task] });
    dormant.runner.cancel(run);
    const fixture = afterCrash(dormant, { tasks: [gate().task] });
    fixture.runner.recover();
    await settled();
    expect(fixture.stored(run).status).toBe('cancelled');
    expect(childOf(fixture, run).map(({ status }) => status)).toEqual(['cancelled']);
  });
});
