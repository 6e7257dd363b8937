/** Each rule of templates by an example: one mistake is one problem, told where it stands and in these words. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '../../../src/engine/model/json.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import { testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';

/** May not simply be called again. */
const pay = defineTask({
  name: 'test.pay',
  title: 'Pay',
  input: z.strictObject({ amount: z.int(), kind: z.enum(['monthly', 'once']).optional() }),
  output: z.strictObject({ receipt: z.string() }),
  idempotent: false,
  run: ({ amount }) => ({ receipt: String(amount) }),
});

const tasks = testTasks(pay);

const problemsOf = (steps: unknown, more: object = {}): readonly Problem[] => {
  const result = checkTemplate(testTemplate(steps as never, more) as unknown as Json, tasks);
  return result.ok ? [] : (result.failure.problems ?? []);
};

/** Steps, where the mistake is, and what is said of it. */
type Example = readonly [what: string, steps: unknown, pointer: string, message: string, more?: object];

const told: Example[] = [];
const mistake = (...example: Example): number => told.push(example);

const one = { type: 'set', value: 1 };
const echo = { type: 'task', run: 'test.echo', with: { value: 1 } };
const block = (steps: object): object => ({ steps });

// Waits and people.
mistake('a wait for nothing', { a: { type: 'wait' } }, '/steps/a', 'the step does not say what it waits for');
mistake(
  'a wait for two things',
  { a: { type: 'wait', for: 'PT1S', until: '2030-01-01T00:00:00Z' } },
  '/steps/a',
  'the step waits both "for" a time and "until" one',
);
mistake(
  'a moment of nowhere',
  { a: { type: 'wait', until: '2030-01-01T00:00:00' } },
  '/steps/a/until',
  '"2030-01-01T00:00:00" cannot be waited for',
);
mistake('a wait in months', { a: { type: 'wait', for: 'P1M' } }, '/steps/a/for', '"P1M" cannot be waited for');
mistake('a wait for a number', { a: { type: 'wait', for: '= input.amount' } }, '/steps/a/for', 'the result is a number');
mistake(
  'an approval by a role that no member can have',
  { a: { type: 'approval', roles: ['Chief officer'] } },
  '/steps/a/roles/0',
  '"Chief officer" is not well formed',
);
mistake('an approval by nobody', { a: { type: 'approval', roles: [] } }, '/steps/a/roles', 'nobody could decide: no role is named');
mistake(
  'an approval that is due at once',
  { a: { type: 'approval', roles: ['x'], due: 'PT0S' } },
  '/steps/a/due',
  'PT0S is no time at all',
);
mistake(
  'a form that is no schema',
  { a: { type: 'approval', roles: ['x'], form: { type: 'objekt' } } },
  '/steps/a/form/type',
  'this is not a JSON Schema: "objekt" is not known here',
);
mistake(
  'a decision that nobody can make',
  {
    a: { type: 'approval', roles: ['x'] },
    b: { type: 'choice', needs: ['a'], choices: [{ when: '= steps.a.output.decision = "aproved"', then: [] }], default: [] },
  },
  '/steps/b/choices/0/when',
  '"aproved" is no value of the enumeration',
);

// Timeouts.
mistake(
  'a heartbeat slower than its attempt',
  { a: { ...echo, timeouts: { heartbeat: 'PT10S', startToClose: 'PT5S' } } },
  '/steps/a/timeouts/heartbeat',
  '"heartbeat" (PT10S) is longer than "startToClose" (PT5S)',
);
mistake(
  'an attempt longer than all of them',
  { a: { ...echo, timeouts: { startToClose: 'PT2M', scheduleToClose: 'PT90S' } } },
  '/steps/a/timeouts/startToClose',
  '"startToClose" (PT2M) is longer than "scheduleToClose" (PT90S)',
);
mistake(
  'a start later than the end',
  { a: { ...echo, timeouts: { scheduleToStart: 'PT2M', scheduleToClose: 'PT1M' } } },
  '/steps/a/timeouts/scheduleToStart',
  '"scheduleToStart" (PT2M) is longer than "scheduleToClose" (PT1M)',
);
mistake(
  'a step longer than its run',
  { a: { ...echo, timeouts: { heartbeat: 'PT1S', scheduleToClose: 'PT2H' } } },
  '/steps/a/timeouts/scheduleToClose',
  '"scheduleToClose" (PT2H) is longer than the timeout of the run (PT1H)',
  { timeouts: { run: 'PT1H' } },
);
mistake(
  'a wait longer than its run',
  { a: { type: 'wait', for: 'P2D' } },
  '/steps/a/for',
  'its wait (P2D) is longer than the timeout of the run (P1D)',
  { timeouts: { run: 'P1D' } },
);
mistake(
  'no time for an attempt',
  { a: { ...echo, timeouts: { startToClose: 'PT0S' } } },
  '/steps/a/timeouts/startToClose',
  'PT0S is no time at all',
);
mistake('no time for the run', { a: one }, '/timeouts/run', 'PT0S is no time at all', { timeouts: { run: 'PT0S' } });
mistake(
  'more than a hundred years',
  { a: { ...echo, timeouts: { startToClose: 'P99999W' } } },
  '/steps/a/timeouts/startToClose',
  'P99999W is too long',
);
mistake(
  'no duration at all',
  { a: { ...echo, timeouts: { startToClose: '5s' } } },
  '/steps/a/timeouts/startToClose',
  '"5s" is not well formed',
);
mistake(
  'heartbeats of a person',
  { a: { type: 'approval', roles: ['x'], timeouts: { heartbeat: 'PT1S' } } },
  '/steps/a/timeouts/heartbeat',
  'the key "heartbeat" is not known here',
);

// Retries, limits, compensation.
mistake('an unknown retry policy', { a: { ...echo, retry: 'sdt' } }, '/steps/a/retry', 'there is no retry policy "sdt" under "use"', {
  use: { retries: { std: {} } },
});
mistake(
  'intervals out of order',
  { a: { ...echo, retry: { initialInterval: 'PT10S', maximumInterval: 'PT1S' } } },
  '/steps/a/retry/initialInterval',
  'the first interval (PT10S) is longer than "maximumInterval" (PT1S)',
);
mistake(
  'a largest interval below the first one of all policies',
  { a: one },
  '/use/retries/std/maximumInterval',
  'the first interval (PT1S) is longer than "maximumInterval" (PT0.5S)',
  { use: { retries: { std: { maximumInterval: 'PT0.5S' } } } },
);
mistake(
  'a fault that nobody has',
  { a: { ...echo, retry: { nonRetryableErrors: ['time-out'] } } },
  '/steps/a/retry/nonRetryableErrors/0',
  'no fault is called "time-out"',
);
mistake(
  'retries of a choice',
  { a: { type: 'choice', retry: 'std', choices: [{ when: '= true', then: [] }], default: [] } },
  '/steps/a/retry',
  'the key "retry" is not known here',
);
mistake(
  'compensation of a wait',
  { a: { type: 'wait', for: 'PT1S', compensate: { run: 'test.echo' } } },
  '/steps/a/compensate',
  'the key "compensate" is not known here',
);
mistake(
  'compensation that may not be repeated',
  { a: { ...echo, compensate: { run: 'test.pay', with: { amount: 1 } } } },
  '/steps/a/compensate/run',
  'test.pay cannot undo a step: it may not simply be called again',
);
mistake(
  'compensation by nothing',
  { a: { ...echo, compensate: { run: 'test.ech' } } },
  '/steps/a/compensate/run',
  'there is no task function "test.ech"',
);
mistake(
  'compensation without what it needs',
  { a: { ...echo, compensate: { run: 'test.add', with: { left: 1 } } } },
  '/steps/a/compensate/with',
  'test.add needs an argument "right"',
);
mistake('limits of nothing', { a: one }, '/use/limits/test.ech', 'there is no task function "test.ech"', {
  use: { limits: { 'test.ech': { concurrency: 1 } } },
});
mistake('a rate in no time', { a: one }, '/use/limits/test.echo/rate/per', 'PT0S is no time at all', {
  use: { limits: { 'test.echo': { rate: { count: 1, per: 'PT0S' } } } },
});

// Arguments that are written out.
mistake(
  'a text for a number',
  { a: { type: 'task', run: 'test.pay', with: { amount: 'ten' } } },
  '/steps/a/with/amount',
  'a text stands here',
);
mistake(
  'an unknown word',
  { a: { type: 'task', run: 'test.pay', with: { amount: 1, kind: 'montly' } } },
  '/steps/a/with/kind',
  '"montly" is not known here',
);
mistake(
  'a step type that needs a function',
  { a: { type: 'rules', policy: 'p', date: '2025-01-01', inputs: {} } },
  '/steps/a/type',
  'there is no task function "rules.decide"',
);

// Joins.
mistake(
  'more than there are needs',
  { a: one, b: { ...one, needs: ['a'], join: { atLeast: 2 } } },
  '/steps/b/join/atLeast',
  'there are not 2 steps to wait for, but 1',
);
mistake('any of nothing', { a: { ...one, join: 'any' } }, '/steps/a/join', 'there are no steps to wait for');
mistake(
  'more than there are branches',
  { a: { type: 'parallel', branches: { x: block({ b: one }), y: block({ c: one }) }, join: { atLeast: 3 } } },
  '/steps/a/join/atLeast',
  'there are not 3 branches, but 2',
);
mistake('a join that is none', { a: one, b: { ...one, needs: ['a'], join: 'al' } }, '/steps/b/join', '"al" is not known here');
mistake(
  'more than 100 per cent',
  { a: { type: 'map', items: '= [1]', tolerateFailures: { percentage: 101 }, each: block({ b: one }) } },
  '/steps/a/tolerateFailures/percentage',
  '101 must be <= 100',
);
mistake(
  'a map over a number',
  { a: { type: 'map', items: '= input.amount', each: block({ b: one }) } },
  '/steps/a/items',
  'the result is a number',
);

// Catches.
mistake(
  'a catch that leads nowhere',
  { a: { ...echo, catch: [{ errors: ['*'], then: ['b'] }] }, c: one },
  '/steps/a/catch/0/then/0',
  'there is no step "b"',
);
mistake(
  'a catch after all faults are taken',
  {
    a: {
      ...echo,
      catch: [
        { errors: ['*'], then: ['b'] },
        { errors: ['timeout'], then: ['c'] },
      ],
    },
    b: one,
    c: one,
  },
  '/steps/a/catch/1',
  'this entry is never reached: one before it takes every fault',
);
mistake(
  'a catch of what was taken',
  {
    a: {
      ...echo,
      catch: [
        { errors: ['timeout', 'limit'], then: ['b'] },
        { errors: ['limit'], then: ['c'] },
      ],
    },
    b: one,
    c: one,
  },
  '/steps/a/catch/1',
  'this entry is never reached: those before it take its faults',
);
mistake(
  'a step that needs another to fault and not to',
  { a: { ...echo, catch: [{ errors: ['*'], then: ['b'] }] }, b: one, c: { ...one, needs: ['a', 'b'] } },
  '/steps/c',
  'step "c" can never start: it waits for steps that exclude each other; `"join": "any"` starts it after either',
);
mistake(
  'a step after the end',
  { a: { type: 'succeed' }, b: { ...one, needs: ['a'] } },
  '/steps/b',
  'step "b" can never start: it waits for "a", which ends the run',
);
mistake('no default', { a: { type: 'choice', choices: [{ when: '= true', then: [] }] } }, '/steps/a', 'the key "default" is missing');

// Blocks.
const parallel = (left: object, right: object, more: object = {}): object => ({
  type: 'parallel',
  branches: { left: block(left), right: block(right) },
  ...more,
});
mistake(
  'a name that stands twice',
  { a: one, p: parallel({ b: one }, { a: one }) },
  '/steps/p/branches/right/steps/a',
  'there is a step "a" already, at /steps/a',
);
mistake(
  'an edge out of a block',
  { a: one, p: parallel({ b: { ...one, needs: ['a'] } }, { c: one }) },
  '/steps/p/branches/left/steps/b/needs/0',
  'step "a" stands in another block',
);
mistake(
  'an edge into a block',
  { p: parallel({ b: one }, { c: one }), d: { ...one, needs: ['c'] } },
  '/steps/d/needs/0',
  'step "c" stands in another block',
);
mistake(
  'a read out of another branch',
  { p: parallel({ b: one }, { c: { type: 'set', value: '= steps.b.output' } }) },
  '/steps/p/branches/right/steps/c/value',
  'step "b" stands inside of another block, and its output cannot be read from here',
);
mistake(
  'a read of what the step around does not wait for',
  { a: one, p: parallel({ b: { type: 'set', value: '= steps.a.output' } }, { c: one }) },
  '/steps/p/branches/left/steps/b/value',
  'a block of step "p" reads the output of "a" and does not wait for it',
);
mistake(
  'a read of the step around',
  { p: parallel({ b: { type: 'set', value: '= steps.p.output' } }, { c: one }) },
  '/steps/p/branches/left/steps/b/value',
  'a block of step "p" reads the output of that step',
);
mistake(
  'a read of what comes later',
  { a: { type: 'set', value: '= steps.b.output' }, b: { ...one, needs: ['a'] } },
  '/steps/a/value',
  'step "a" reads the output of "b", which starts only after it',
);
mistake('all steps read at once', { a: { type: 'set', value: '= steps' } }, '/steps/a/value', 'the steps are read without naming one');
mistake('an item outside of a map', { a: { type: 'set', value: '= item' } }, '/steps/a/value', 'unknown name "item"');
mistake(
  'a field that items do not have',
  { a: { type: 'map', items: '= [{ n: 1 }]', each: block({ b: { type: 'set', value: '= item.m' } }) } },
  '/steps/a/each/steps/b/value',
  'there is no field "m"',
);
mistake(
  'a field that rounds do not give',
  { a: { type: 'loop', while: '= loop.last.m < 3', maximumRounds: 3, body: { steps: { b: one }, output: { n: '= steps.b.output' } } } },
  '/steps/a/while',
  'there is no field "m"',
);
mistake(
  'a field that branches do not give',
  { p: parallel({ b: one }, { c: one }), d: { type: 'set', needs: ['p'], value: '= steps.p.output.left.c' } },
  '/steps/d/value',
  'there is no field "c"',
);
mistake(
  'a circle inside of a block',
  { p: parallel({ b: { ...one, needs: ['c'] }, c: { ...one, needs: ['b'] } }, { d: one }) },
  '/steps/p/branches/left/steps/c/needs/0',
  'the steps b → c → b wait for each other in a circle',
);

describe('one mistake is one problem', () => {
  for (const [what, steps, pointer, message, more] of told) {
    it(what, () => {
      expect(problemsOf(steps, more).map((problem) => [problem.pointer, problem.message])).toEqual([[pointer, message]]);
    });
  }
});

describe('mends', () => {
  it.each<[string, unknown, string]>([
    ['a misspelt retry policy', { a: { ...echo, retry: 'sdt' } }, 'did you mean "std"?'],
    ['a misspelt fault', { a: { ...echo, catch: [{ errors: ['timeot'], then: [] }] } }, 'did you mean "timeout"?'],
    ['a step to wait for', { a: one, b: { type: 'set', value: '= steps.a.output' } }, 'add "a" to its "needs"'],
    [
      'a step to wait for around',
      { a: one, p: parallel({ b: { type: 'set', value: '= steps.a.output' } }, { c: one }) },
      'add "a" to the "needs" of "p"',
    ],
    [
      'an edge out of a block',
      { a: one, p: parallel({ b: { ...one, needs: ['a'] } }, { c: one }) },
      'a block begins after what its step waits for: let "p" wait',
    ],
    ['a key that has moved', { a: { ...echo, maximumAttempts: 3 } }, 'it stands under "retry" now: { "retry": { "maximumAttempts": 2 } }'],
    ['a misspelt step', { first: one, b: { ...one, needs: ['frist'] } }, 'did you mean "first"?'],
  ])('%s', (_what, steps, suggestion) => {
    expect(problemsOf(steps, { use: { retries: { std: {} } } })).toMatchObject([{ suggestion }]);
  });
});

it('what is no mistake is not told', () => {
  const steps = {
    load: {
      ...echo,
      retry: { initialInterval: 'PT0S', nonRetryableErrors: ['broken', 'our-own-name'] },
      timeouts: { heartbeat: 'PT5S', startToClose: 'PT5S', scheduleToClose: 'PT1H' },
      compensate: { run: 'test.echo', with: { value: '= steps.load.output.value' } },
      catch: [
        { errors: ['broken'], then: ['mend'] },
        { errors: ['*'], then: ['give'] },
      ],
    },
    mend: { type: 'set', value: '= steps.load.error.message' },
    give: { type: 'fail', message: '= "because " + steps.load.error.kind', error: 'broken' },
    each: {
      type: 'map',
      needs: ['load'],
      items: '= [1, 2, 3]',
      tolerateFailures: { count: 1, percentage: 100 },
      each: { steps: { item1: { type: 'set', value: '= item + index' } }, output: '= steps.item1.output' },
    },
    again: {
      type: 'loop',
      needs: ['each'],
      while: '= loop.index < 4 and (if loop.last = null then true else loop.last.total < 10)',
      maximumRounds: 5,
      body: {
        steps: { add: { type: 'set', value: '= if loop.last = null then sum(steps.each.output.results) else loop.last.total + 1' } },
        output: { total: '= steps.add.output' },
      },
    },
    sure: { type: 'approval', needs: ['again'], roles: ['reviewer'], form: { type: 'object', properties: { why: { type: 'string' } } } },
    pause: { type: 'wait', needs: ['sure'], for: '= duration("PT" + string(steps.again.output.rounds) + "S")' },
    told: {
      type: 'set',
      needs: ['pause', 'mend'],
      join: 'any',
      value: '= if steps.sure.output.decision = "approved" then steps.sure.output.form.why else steps.mend.output',
    },
  };
  expect(problemsOf(steps, { timeouts: { run: 'PT1H' }, output: '= steps.told.output' })).toEqual([]);
});
