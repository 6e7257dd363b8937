/** A compiled template says who waits for whom, and computes what its steps are given from what it is told of others. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '../../../src/engine/model/json.ts';
import type { Failure } from '../../../src/engine/model/problem.ts';
import type { TemplateDocument } from '../../../src/engine/model/template-document.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import { compileTemplate } from '../../../src/engine/template/compile-template.ts';
import type { StepAction, TemplateGraph, TemplateValues } from '../../../src/engine/template/template-graph.ts';
import { testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const slow = defineTask({
  name: 'test.slow',
  title: 'Take time',
  input: z.strictObject({}),
  output: z.strictObject({}),
  idempotent: true,
  defaults: {
    retry: { maximumAttempts: 5, initialInterval: 'PT2S', exhausted: 'suspend' },
    timeouts: { startToClose: 'PT1M', heartbeat: 'PT10S' },
    limits: { concurrency: 4, rate: { count: 10, per: 'PT1S' } },
  },
  run: () => ({}),
});
const decide = defineTask({
  name: 'rules.decide',
  title: 'Decide',
  input: z.strictObject({
    policy: z.string(),
    date: z.string(),
    inputs: z.record(z.string(), z.json()),
    decisions: z.array(z.string()).optional(),
  }),
  output: z.strictObject({ outcome: z.string() }),
  idempotent: true,
  run: () => ({ outcome: 'ELIGIBLE' }),
});
const tasks = testTasks(slow, decide);

const compiled = (steps: unknown, more: Partial<TemplateDocument> = {}): TemplateGraph => {
  const document = testTemplate(steps as TemplateDocument['steps'], more);
  const checked = checkTemplate(document as unknown as Json, tasks);
  expect(checked.ok ? [] : checked.failure.problems).toEqual([]);
  return compileTemplate(document, tasks);
};

const actionOf = <T extends StepAction['type']>(graph: TemplateGraph, step: string, type: T): Extract<StepAction, { readonly type: T }> => {
  const { action } = graph.root.step(step);
  if (action.type !== type) throw new Error(`step "${step}" is a ${action.type}`);
  return action as Extract<StepAction, { readonly type: T }>;
};

const values = (
  input: Json,
  outputs: { readonly [step: string]: Json } = {},
  more: Partial<TemplateValues> & { readonly errors?: { readonly [step: string]: Failure } } = {},
): TemplateValues => ({ input, output: (step) => outputs[step], error: (step) => more.errors?.[step], ...more });

const one = { type: 'set', value: 1 };

describe('the graph', () => {
  it('has steps after those they wait for, with edges of needs, choices and catches', () => {
    const { root } = compiled({
      last: { ...one, needs: ['left', 'right'], join: { atLeast: 1 } },
      left: one,
      right: { ...one, needs: ['route'] },
      route: {
        type: 'choice',
        needs: ['first'],
        choices: [{ when: '= true', then: ['left'] }],
        default: ['right'],
        catch: [{ errors: ['invalid', 'timeout'], then: ['mend'] }],
      },
      mend: one,
      first: one,
    });
    expect(root.steps.map(({ name }) => name)).toEqual(['first', 'route', 'left', 'right', 'last', 'mend']);
    expect(root.step('left').edges).toEqual([{ from: 'route', chosen: true }]);
    expect(root.step('right').edges).toEqual([{ from: 'route', chosen: true }]);
    expect(root.step('mend').edges).toEqual([{ from: 'route', chosen: true }]);
    expect(root.step('last')).toMatchObject({
      join: 1,
      edges: [
        { from: 'left', chosen: false },
        { from: 'right', chosen: false },
      ],
    });
    expect(root.dependents('route')).toEqual(['left', 'right', 'mend']);
    expect(root.step('route').catches).toEqual([{ errors: new Set(['invalid', 'timeout']), then: ['mend'] }]);
    expect(() => root.step('constructor')).toThrow('no step "constructor"');
  });

  it('merges what the step says into what the function says', () => {
    const graph = compiled(
      {
        plain: { type: 'task', run: 'test.slow' },
        named: { type: 'task', run: 'test.slow', retry: 'std', timeouts: { heartbeat: 'PT1S', scheduleToClose: 'P1D' } },
        inline: { type: 'task', run: 'test.echo', with: { value: 1 }, retry: { backoffCoefficient: 1.5, nonRetryableErrors: ['busy'] } },
      },
      {
        timeouts: { run: 'P1W' },
        maxConcurrency: 3,
        use: {
          retries: { std: { maximumAttempts: 2, maximumInterval: 'PT30S', jitter: 'full', exhausted: 'deadLetter' } },
          limits: { 'test.slow': { concurrency: 1 }, 'test.echo': { breaker: { failures: 3, cooldown: 'PT1M' } } },
        },
      },
    );
    expect(graph).toMatchObject({ maxConcurrency: 3, runTimeoutMs: 7 * 24 * 3_600_000 });
    expect(actionOf(graph, 'plain', 'task').retry).toMatchObject({
      maximumAttempts: 5,
      initialMs: 2_000,
      coefficient: 2,
      jitter: 'none',
      exhausted: 'suspend',
    });
    expect(actionOf(graph, 'named', 'task').retry).toEqual({
      ...{ maximumAttempts: 2, initialMs: 2_000, coefficient: 2, maximumMs: 30_000, jitter: 'full', exhausted: 'deadLetter' },
      nonRetryable: new Set(),
    });
    expect(actionOf(graph, 'inline', 'task').retry).toMatchObject({
      maximumAttempts: 1,
      initialMs: 1_000,
      coefficient: 1.5,
      nonRetryable: new Set(['busy']),
      exhausted: 'fail',
    });
    expect(graph.root.step('plain').timeouts).toEqual({ startToCloseMs: 60_000, heartbeatMs: 10_000 });
    expect(graph.root.step('named').timeouts).toEqual({ startToCloseMs: 60_000, heartbeatMs: 1_000, scheduleToCloseMs: 86_400_000 });
    expect(Object.fromEntries(graph.limits)).toEqual({
      'test.slow': { concurrency: 1, rate: { count: 10, perMs: 1_000 } },
      'test.echo': { breaker: { failures: 3, cooldownMs: 60_000 } },
    });
  });

  it('knows which documents a run has to pin', () => {
    const impact = {
      type: 'impact',
      population: '= input.name',
      baseline: 'base',
      reforms: [{ reference: 'other@1.0.0' }],
      date: '2025-01-01',
    };
    const { references } = compiled({
      decide: { type: 'rules', policy: 'housing@1.0.0', date: '2025-01-01', inputs: {} },
      open: { type: 'rules', policy: '= input.name', date: '2025-01-01', inputs: {} },
      both: { type: 'parallel', branches: { child: { steps: { run: { type: 'workflow', template: 'appeal', input: {} } } } } },
      impact,
    });
    expect(references.map(({ kind, reference }) => `${kind} ${reference}`)).toEqual([
      'policy housing@1.0.0',
      'workflow impact-analysis',
      'workflow appeal',
    ]);
  });
});

describe('arguments', () => {
  it('are computed from what other steps gave, without what is null', () => {
    const graph = compiled({
      a: one,
      b: {
        type: 'task',
        needs: ['a'],
        run: 'test.echo',
        with: { value: { sum: '= steps.a.output + input.amount', text: 'plain' }, label: '= input.name' },
        idempotencyKey: '= "key-" + string(input.amount)',
      },
    });
    const { arguments: given, idempotencyKey } = actionOf(graph, 'b', 'task');
    expect(given(values({ amount: 2 }, { a: 40 }))).toEqual({ value: { sum: 42, text: 'plain' } });
    expect(given(values({ amount: 2, name: 'x' }, { a: 40 }))).toEqual({ value: { sum: 42, text: 'plain' }, label: 'x' });
    expect(idempotencyKey?.(values({ amount: 2 }))).toBe('key-2');
  });

  it('without expressions are made once', () => {
    const { arguments: given } = actionOf(compiled({ a: { type: 'task', run: 'test.echo', with: { value: [1, { b: 2 }] } } }), 'a', 'task');
    expect(given(values({}))).toBe(given(values({})));
  });

  it('that are a mere path are handed on, not made anew', () => {
    const { arguments: given } = actionOf(
      compiled({ a: one, b: { type: 'task', needs: ['a'], run: 'test.echo', with: { value: '= steps.a.output' } } }),
      'b',
      'task',
    );
    const output = { list: [1, 2, { n: null }] };
    expect(given(values({}, { a: output as unknown as Json })).value).toBe(output);
    expect(given(values({}, { a: 0.5 })).value).toBe('0.5');
  });

  it('only ask for what they read', () => {
    const asked: string[] = [];
    const steps = {
      a: one,
      b: one,
      c: { type: 'set', needs: ['a', 'b'], value: '= if input.flag then steps.a.output + 1 else steps.b.output + 2' },
    };
    const { value } = actionOf(compiled(steps), 'c', 'set');
    const told: TemplateValues = { input: { flag: false }, output: (step) => asked.push(step), error: () => undefined };
    expect(value(told)).toBe(4);
    expect(asked.toSorted()).toEqual(['a', 'b']);
    const { value: constant } = actionOf(compiled({ a: one }), 'a', 'set');
    expect(constant({ ...told, output: () => expect.unreachable() })).toBe(1);
  });

  it('convert no more of a large output than they read', () => {
    const { value } = actionOf(
      compiled({
        a: { type: 'task', run: 'test.echo', with: { value: 1 } },
        b: { type: 'set', needs: ['a'], value: '= steps.a.output.value.count + 1' },
      }),
      'b',
      'set',
    );
    const large = new Proxy(
      { count: 1, rest: [] },
      { get: (target, key) => (key === 'rest' ? expect.unreachable() : Reflect.get(target, key)) },
    );
    expect(value(values({}, { a: { value: large } }))).toBe(2);
  });
});

describe('steps', () => {
  it('rules and impact become a call and a run of another template', () => {
    const graph = compiled(
      {
        decide: { type: 'rules', policy: 'housing', date: '2025-01-01', inputs: { income: '= input.amount' }, decisions: ['limit'] },
        impact: {
          type: 'impact',
          population: 'people',
          baseline: 'housing',
          reforms: [{ reference: '= input.name' }],
          date: '2025-01-01',
          by: '= input.list',
        },
      },
      { input: { schema: { type: 'object' } } },
    );
    const told = values({ amount: 5, name: 'reform' });
    expect(actionOf(graph, 'decide', 'task')).toMatchObject({ task: { name: 'rules.decide' } });
    expect(actionOf(graph, 'decide', 'task').arguments(told)).toEqual({
      policy: 'housing',
      date: '2025-01-01',
      inputs: { income: 5 },
      decisions: ['limit'],
    });
    expect(actionOf(graph, 'impact', 'workflow')).toMatchObject({ template: 'impact-analysis' });
    expect(actionOf(graph, 'impact', 'workflow').arguments(told)).toEqual({
      population: 'people',
      baseline: 'housing',
      reforms: [{ reference: 'reform' }],
      date: '2025-01-01',
    });
  });

  it('a choice takes the first that holds, and none where a fact is missing', () => {
    const steps = {
      a: {
        type: 'choice',
        choices: [
          { when: '= input.amount > 10', then: ['b'] },
          { when: '= input.amount > 5', then: [] },
        ],
        default: ['c'],
      },
      b: one,
      c: one,
    };
    const { choose } = actionOf(compiled(steps), 'a', 'choice');
    expect(choose(values({ amount: 11 }))).toEqual({ choice: 1, then: ['b'] });
    expect(choose(values({ amount: 6 }))).toEqual({ choice: 2, then: [] });
    expect(choose(values({ amount: 1 }))).toEqual({ choice: null, then: ['c'] });
    expect(thrownRefusal(() => choose(values({})))).toMatchObject({
      kind: 'invalid',
      message: 'Choice 1 cannot be made: there is no "amount".',
    });
  });

  it.each<[string, object, unknown]>([
    ['a length', { for: 'PT1.5S' }, { ms: 1_500 }],
    ['weeks', { for: 'P2W' }, { ms: 14 * 86_400_000 }],
    ['a computed length', { for: '= duration("PT1M") * input.amount' }, { ms: 120_000 }],
    ['a length that is a text', { for: '= input.name' }, { ms: 60_000 }],
    ['a moment', { until: '2030-01-01T10:00:00+02:00' }, { at: '2030-01-01T08:00:00.000Z' }],
    ['a computed moment', { until: '= date and time("2030-01-01T00:00:00Z") + duration("P1D")' }, { at: '2030-01-02T00:00:00.000Z' }],
  ])('a wait is told as %s', (_what, step, until) => {
    expect(actionOf(compiled({ a: { type: 'wait', ...step } }), 'a', 'wait').until(values({ amount: 2, name: 'PT1M' }))).toEqual(until);
  });

  it('a wait for what is no time is refused', () => {
    const { until } = actionOf(compiled({ a: { type: 'wait', until: '= input.name' } }), 'a', 'wait');
    expect(thrownRefusal(() => until(values({ name: 'tomorrow' })))).toMatchObject({ kind: 'invalid' });
    expect(thrownRefusal(() => until(values({})))).toMatchObject({ kind: 'invalid' });
  });

  it('signals and approvals check what they are sent', () => {
    const form = { type: 'object', required: ['why'], properties: { why: { type: 'string' } } };
    const graph = compiled({
      paid: { type: 'signal', signal: 'paid', key: '= input.amount', schema: { type: 'integer' } },
      any: { type: 'signal', signal: 'any' },
      review: { type: 'approval', roles: ['reviewer'], question: { of: '= input.name' }, form, due: 'P5D', rejected: 'fail' },
      plain: { type: 'approval', roles: ['reviewer'], selfApproval: true },
    });
    const paid = actionOf(graph, 'paid', 'signal');
    expect([paid.key?.(values({ amount: 7 })), paid.check(1), paid.check('1').length, actionOf(graph, 'any', 'signal').check('1')]).toEqual(
      ['7', [], 1, []],
    );
    const review = actionOf(graph, 'review', 'approval');
    expect(review).toMatchObject({
      roles: ['reviewer'],
      selfApproval: false,
      dueMs: 5 * 86_400_000,
      overdue: 'wait',
      rejected: 'fail',
      form,
    });
    expect(review.question(values({ name: 'x' }))).toEqual({ of: 'x' });
    expect([review.check({ why: 'x' }), review.check({}).length]).toEqual([[], 1]);
    const plain = actionOf(graph, 'plain', 'approval');
    expect([plain.selfApproval, plain.check(null), plain.check({}).length]).toEqual([true, [], 1]);
  });

  it('maps, loops and branches have graphs of their own', () => {
    const graph = compiled({
      before: one,
      each: {
        type: 'map',
        needs: ['before'],
        items: '= [10, 20]',
        batch: { size: 5 },
        tolerateFailures: { percentage: 2.5 },
        each: { steps: { score: { type: 'set', value: '= item + index + steps.before.output' } }, output: '= steps.score.output * 2' },
      },
      again: {
        type: 'loop',
        while: '= loop.index < 3',
        maximumRounds: 10,
        body: { steps: { round: { type: 'set', value: '= loop.index' } } },
      },
      both: { type: 'parallel', branches: { left: { steps: { l: one } }, right: { steps: { r: one } } }, join: 'any' },
    });
    const each = actionOf(graph, 'each', 'map');
    expect(each).toMatchObject({ batchSize: 5, maxConcurrency: 8, tolerate: { count: Number.POSITIVE_INFINITY, percentage: 2.5 } });
    expect(each.items(values({}))).toEqual([10, 20]);
    const { action } = each.each.step('score');
    expect(action.type === 'set' && action.value(values({}, { before: 1 }, { item: 20, index: 2 }))).toBe(23);
    expect(each.each.output(values({}, { score: 23 }))).toBe(46);
    const again = actionOf(graph, 'again', 'loop');
    expect([1, 2, 3].map((index) => again.while(values({}, {}, { loop: { index, last: null } })))).toEqual([true, true, false]);
    expect(again.body.output(values({}, { round: 2 }))).toEqual({ round: 2 });
    const both = actionOf(graph, 'both', 'parallel');
    expect([both.enough, [...both.branches.keys()], graph.root.step('both').join]).toEqual([1, ['left', 'right'], 'all']);
  });

  it('reads what went wrong', () => {
    const steps = {
      a: { type: 'task', run: 'test.slow', tolerate: true },
      b: {
        type: 'set',
        needs: ['a'],
        value: '= if steps.a.error = null then "fine" else steps.a.error.kind + ": " + steps.a.error.message',
      },
    };
    const { value } = actionOf(compiled(steps), 'b', 'set');
    expect(value(values({}, {}, { errors: { a: { kind: 'timeout', message: 'too late' } } }))).toBe('timeout: too late');
    expect(value(values({}, { a: {} }))).toBe('fine');
  });

  it('ends with a fault or a result of its own', () => {
    const graph = compiled({
      a: { type: 'choice', choices: [{ when: '= input.flag', then: ['stop'] }], default: ['done'] },
      stop: { type: 'fail', message: '= "no " + input.name', error: 'refused' },
      done: { type: 'succeed', output: { n: '= input.amount' } },
    });
    expect(actionOf(graph, 'stop', 'fail').error).toBe('refused');
    expect(actionOf(graph, 'stop', 'fail').message(values({ name: 'x' }))).toBe('no x');
    const saying = (message: string) => actionOf(compiled({ stop: { type: 'fail', title: 'Give up', message } }), 'stop', 'fail').message;
    for (const absent of ['= input.name', '= "no " + input.name', '= ""', '= null']) {
      expect(saying(absent)(values({}))).toBe('"Give up" fails, and its message has no value.');
    }
    expect(actionOf(graph, 'done', 'succeed').output(values({ amount: 1 }))).toEqual({ n: 1 });
  });
});

describe('templates of earlier programs', () => {
  it('compile although they say what is not said any more', () => {
    const steps = {
      a: { type: 'task', run: 'test.echo', with: { value: 1 }, maximumAttempts: 3 },
      b: { ...one, needs: ['a'], join: 'any' },
    };
    expect(compileTemplate(testTemplate(steps as never), tasks).root.steps).toHaveLength(2);
  });

  it('compile although their steps compute values that would not be put together any more', () => {
    const steps = {
      a: { type: 'set', value: { n: 1 } },
      b: { type: 'set', value: 'text' },
      c: { type: 'set', needs: ['a', 'b'], join: 'any', value: '= [steps.a.output, steps.b.output][item != null][1]' },
    };
    expect(checkTemplate(testTemplate(steps as never) as unknown as Json, tasks).ok).toBe(false);
    const { value } = actionOf(compileTemplate(testTemplate(steps as never), tasks), 'c', 'set');
    expect(value(values({}, { b: 'text' }))).toBe('text');
  });

  it('are refused where a task function is gone', () => {
    const refused = thrownRefusal(() => compileTemplate(testTemplate({ a: { type: 'task', run: 'old.gone' } }), tasks));
    expect(refused).toMatchObject({ kind: 'invalid', problems: [{ pointer: '/steps/a/run' }] });
  });
});
