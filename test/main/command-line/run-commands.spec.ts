/** Durable runs by commands alone: started, watched, steered, decided, and gone on with by the next command. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  DeadLetter,
  ItemView,
  Member,
  PendingApproval,
  RunStats,
  RunSummary,
  RunView,
  TraceData,
} from '../../../src/engine/model/index.ts';
import { commandLineIn } from '../../support/command-line.ts';
import { fileFolder } from '../../support/file-folder.ts';

const WS = 'runs.probity';
const folder = fileFolder();
const { run, answer, refusal } = commandLineIn(folder);

const template = (id: string, steps: object, more: object = {}): string => {
  const schema = { type: 'object', properties: { amount: { type: 'integer' } } };
  const document = { kind: 'workflow', dsl: '1', id, version: '1.0.0', title: id, input: { schema }, steps, ...more };
  writeFileSync(join(folder, `${id}.json`), JSON.stringify(document));
  return `${id}.json`;
};

/** Waits for a signal, works off a list of which one item fails, and waits for a person. */
const LONG = {
  go: { type: 'signal', signal: 'go' },
  each: {
    type: 'map',
    needs: ['go'],
    items: '= [1, 2, 3]',
    tolerateFailures: { count: 1 },
    each: {
      steps: {
        pick: { type: 'choice', choices: [{ when: '= item = 2', then: ['bad'] }], default: ['good'] },
        good: { type: 'set', value: '= item * 10' },
        bad: { type: 'fail', message: 'two is bad', error: 'Two' },
      },
    },
  },
  ask: { type: 'approval', needs: ['each'], roles: ['reviewer'], selfApproval: true, question: '= steps.each.output.succeeded' },
  end: { type: 'set', needs: ['ask'], value: '= steps.ask.output.decision' },
};
/** What was pinned cannot be taken back. */
const STUCK = {
  pin: {
    type: 'task',
    run: 'policy.pin',
    with: { reference: 'housing-support', date: '2025-03-01' },
    compensate: { run: 'policy.pin', with: { reference: 'gone', date: '2025-03-01' } },
  },
  go: { type: 'signal', signal: 'go', needs: ['pin'] },
};
const BROKEN = { broken: { type: 'rules', policy: '= "gone"', date: '2025-03-01', inputs: {}, retry: { exhausted: 'deadLetter' } } };

beforeAll(async () => {
  await answer('workspace', 'create', WS, '--name', 'Runs');
  for (const file of [template('long', LONG, { output: '= steps.end.output' }), template('broken', BROKEN), template('stuck', STUCK)]) {
    await answer('template', 'publish', WS, file);
  }
  await answer('policy', 'publish', WS, join(import.meta.dirname, '../../../templates/policies/housing-support.json'));
});

describe('a run that waits', () => {
  it('is no failure: the command ends, says what is waited for, and the next one goes on', async () => {
    const started = await run('run', 'start', WS, 'long', '--key', 'first');
    expect(started).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^[0-9a-f-]{36}\n$/) });
    expect(started.stderr).toContain('waits for a signal ("run signal")');
    const id = started.stdout.trim();
    expect(await answer<{ run: string }>('run', 'start', WS, 'long', '--key', 'first')).toMatchObject({ run: id, status: 'waiting' });

    expect((await run('run', 'signal', WS, id, 'go', '--data', '{"x": 1}')).stdout).toBe('Sent.\n');
    // It is written, and nothing follows from it until somebody goes on with the run.
    const told = await answer<RunView>('run', 'show', WS, id);
    expect(told.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'go completed',
      'each pending',
      'ask pending',
      'end pending',
    ]);
    const [resumed] = await answer<readonly RunView[]>('run', 'resume', WS, '--all', '--wait');
    expect(resumed).toMatchObject({ id, awaits: ['approval'] });

    const items = await answer<{ total: number; items: readonly ItemView[] }>('run', 'items', WS, id, 'each', '--status', 'faulted');
    expect(items).toMatchObject({ total: 1, items: [{ index: 2, item: 2, failure: { error: 'Two' } }] });
    const [approval] = await answer<readonly PendingApproval[]>('run', 'approvals', WS);
    expect(approval).toMatchObject({ run: id, step: 'ask', question: 2, mayDecide: { allowed: true } });

    const decided = await answer<RunView>('run', 'decide', WS, id, 'ask', '--approve', '--note', 'fine', '--wait');
    expect(decided).toMatchObject({ status: 'completed', output: 'approved' });
    expect(await answer<readonly PendingApproval[]>('run', 'approvals', WS)).toEqual([]);
    const trace = await answer<TraceData>('run', 'trace', WS, id);
    expect(trace.resourceSpans[0]?.scopeSpans[0]?.spans[0]?.name).toBe('run long');
  });

  it('is not said to be cancelled where something could not be undone', async () => {
    const { run: id } = await answer<{ readonly run: string }>('run', 'start', WS, 'stuck');
    const cancelled = await run('run', 'cancel', WS, id);
    expect(cancelled.exitCode).toBe(1);
    expect(cancelled.stdout).toMatch(/ faulted in .*"gone"/);
    expect(cancelled.stdout).toMatch(/^pin~undo +undo +faulted/m);
  });

  it('can be suspended, resumed, cancelled, and forked when it has ended', async () => {
    const { run: id } = await answer<{ run: string }>('run', 'start', WS, 'long');
    await answer('run', 'suspend', WS, id, '--reason', 'lunch');
    expect((await run('run', 'show', WS, id)).stdout).toContain('suspended: lunch');
    expect(await answer<{ status: string }>('run', 'resume', WS, id)).toMatchObject({ status: 'waiting' });
    expect((await run('run', 'cancel', WS, id)).stdout).toBe('Cancelled.\n');
    expect(await refusal('run', 'resume', WS, id)).toContain('cancelled already');
    const fork = await answer<RunView>('run', 'fork', WS, id, 'go', '--input', 'amount=7', '--wait');
    expect(fork).toMatchObject({ status: 'waiting', input: { amount: 7 }, forkOf: { run: id, step: 'go' } });
    const listed = await answer<readonly RunSummary[]>('run', 'list', WS, '--template', 'long', '--status', 'cancelled');
    expect(listed.map((summary) => summary.id)).toEqual([id]);
  });
});

describe('what failed for good', () => {
  it('is kept as a letter and done again', async () => {
    const { run: id } = await answer<{ run: string }>('run', 'start', WS, 'broken');
    const { letters } = await answer<{ letters: readonly DeadLetter[] }>('run', 'letters', WS);
    expect(letters).toMatchObject([{ run: id, step: 'broken', task: 'rules.decide' }]);
    const again = await answer<{ run: string }>('run', 'redrive', WS, id, 'broken');
    const after = await answer<{ letters: readonly DeadLetter[] }>('run', 'letters', WS);
    expect(after.letters.find((letter) => letter.run === id)?.redrivenBy).toBe(again.run);
    const stats = await answer<RunStats>('run', 'stats', WS, '--template', 'broken');
    expect(stats).toMatchObject({ runs: 2, faults: { 'not-found': 2 }, tasks: [{ task: 'rules.decide', attempts: 2, faults: 2 }] });
    expect((await run('run', 'stats', WS)).stdout).toMatch(/^rules\.decide +2 +0 +2 /m);
  });
});

describe('--debug', () => {
  it('prints every step with its input, output and time, in the order in which they ended', async () => {
    const { exitCode, stdout } = await run('run', 'start', WS, 'broken', '--debug');
    expect(exitCode).toBe(0);
    const lines = ['broken  rules  attempt 1  begins', '  input ', 'broken  rules  attempt 1  faulted in ', '  failed  No published '];
    const told = stdout.split('\n');
    expect(told.map((line, place) => line.startsWith(lines[place] ?? ''))).toEqual(told.map(() => true));
    expect(told.slice(lines.length)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), '']);
  });
  it('tells a map before its items, and its end after all of them', async () => {
    const echo = { type: 'set', value: '= item' };
    const inner = { type: 'map', items: '= [1, 2]', each: { steps: { deep: echo } } };
    // More items than one event tells of.
    const many = { type: 'map', items: '= for i in 1..101 return i', batch: { size: 101 }, each: { steps: { one: echo } } };
    const nested = { type: 'map', needs: ['many'], items: '= [1, 2]', each: { steps: { inner } } };
    const maps = template('maps', { many, nested, after: { type: 'set', needs: ['nested'], value: 1 } });
    await answer('template', 'publish', WS, maps);
    const { stdout } = await run('run', 'start', WS, 'maps', '--debug');
    const told = stdout.split('\n').flatMap((line) => /^(\S+) {2}\S+ {2}(\S+)$/.exec(line)?.slice(1).join(' ') ?? []);
    const items = Array.from({ length: 101 }, (_, i) => `many/${i + 1}/one completed`);
    const nestedItem = (at: string) => [`${at} begins`, `${at}/1/deep completed`, `${at}/2/deep completed`, `${at} completed`];
    expect(told).toEqual([
      ...['many begins', ...items, 'many completed', 'nested begins'],
      ...['nested/1/inner', 'nested/2/inner'].flatMap(nestedItem),
      ...['nested completed', 'after completed'],
    ]);
  });
  it('leaves the answer alone where that is JSON', async () => {
    const { exitCode, stdout, stderr } = await run('run', 'start', WS, 'broken', '--debug', '--json');
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, { run: expect.any(String), status: 'completed' }]);
    expect(stderr).toContain('broken  rules  attempt 1  begins');
  });
});

describe('members', () => {
  it('are given roles by the owner, who is whoever made the workspace', async () => {
    const [owner] = await answer<readonly Member[]>('member', 'list', WS);
    expect(owner?.roles).toEqual(['owner']);
    await answer('member', 'set', WS, 'zoe', '--roles', 'reviewer,analyst');
    expect(await answer<readonly Member[]>('member', 'list', WS)).toContainEqual({ name: 'zoe', roles: ['analyst', 'reviewer'] });
    await answer('member', 'set', WS, 'zoe', '--none');
    expect(await answer<readonly Member[]>('member', 'list', WS)).toEqual([owner]);
    expect((await run('member', 'set', WS, owner?.name ?? '', '--none')).stdout).toBe(`${owner?.name}: owner\n`);
  });
});

describe('two versions of a template', () => {
  it('are compared in words', async () => {
    const changed = template(
      'changed',
      { ...LONG, end: { type: 'set', needs: ['ask'], value: 'other' } },
      { id: 'long', output: '= steps.end.output' },
    );
    const { changes } = await answer<{ changes: readonly string[] }>('template', 'compare', 'long', changed, '--ws', WS);
    expect(changes.join('\n')).toContain('"end"');
    expect((await run('template', 'compare', 'long.json', 'long.json')).stdout).toBe('They mean the same.\n');
  });
});

describe('wrong words', () => {
  it.each([
    [['run', 'resume', WS], 'no run is given'],
    [['run', 'decide', WS, 'r', 's'], 'neither --approve nor --reject'],
    [['run', 'decide', WS, 'r', 's', '--approve', '--reject'], 'both given'],
    [['run', 'list', WS, '--status', 'odd'], 'one of pending, running'],
    [['run', 'start', WS, 'long', '--input', 'amount'], 'name=value, or @file.json'],
    [['run', 'signal', WS, 'nowhere', 'go'], 'No run "nowhere"'],
    [['member', 'set', WS, 'zoe'], 'neither --roles nor --none'],
    [['template', 'compare', 'a', 'b'], '--ws <ws>, or files'],
  ])('%j are refused with what was expected', async (words, message) => {
    expect(await refusal(...words)).toContain(message);
  });
});
