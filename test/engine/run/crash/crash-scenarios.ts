/** Templates that together use every feature of runs, each with what people do meanwhile. */
import type { Json } from '../../../../src/engine/model/json.ts';
import type { TemplateDocument, TemplateStep } from '../../../../src/engine/model/template-document.ts';
import type { RunRecord } from '../../../../src/engine/run/run-state.ts';
import { testTemplate } from '../../../support/test-template.ts';

/** What a run waits for from outside, as far as a person sees it. */
export type Waiting = { readonly for: string; readonly step: string };

export type Command =
  | { readonly do: 'decide'; readonly step: string; readonly decision: 'approved' | 'rejected' }
  | { readonly do: 'retry'; readonly step: string }
  | { readonly do: 'cancel' }
  | { readonly do: 'suspend' }
  | { readonly do: 'resume' };

export type Scenario = {
  readonly name: string;
  readonly template: TemplateDocument;
  /** Templates of its child runs. */
  readonly others?: readonly TemplateDocument[];
  readonly input?: Json;
  /** Sent before anything else, and again by whoever is not sure. */
  readonly signals?: readonly { readonly id: string; readonly signal: string; readonly data: Json }[];
  /** What people do about what they see; the same again after a crash, if they still see it. */
  readonly meanwhile?: (waits: readonly Waiting[], records: readonly RunRecord[]) => Command | undefined;
  /** Whether dead letters, or the failed items of this map, are done again once the run has ended. */
  readonly redrive?: string;
  /** Ends beside that of the uninterrupted run that a crash may lead to, by status of the runs. */
  readonly mayAlsoEnd?: readonly string[];
};

const act = (more: object = {}): TemplateStep => ({ type: 'task', run: 'crash.act', ...more }) as TemplateStep;

const answer = (more: object = {}): TemplateStep => ({ type: 'task', run: 'crash.answer', ...more }) as TemplateStep;

const retry = { maximumAttempts: 4, initialInterval: 'PT1S', backoffCoefficient: 2, maximumInterval: 'PT10S', jitter: 'full' } as const;

const decideWhatWaits = (waits: readonly Waiting[]): Command | undefined => {
  const approval = waits.find((wait) => wait.for === 'approval');
  if (approval !== undefined) return { do: 'decide', step: approval.step, decision: 'approved' };
  const person = waits.find((wait) => wait.for === 'person');
  return person === undefined ? undefined : { do: 'retry', step: person.step };
};

export const sequence: Scenario = {
  name: 'a sequence with retries, a checkpointed step and a choice',
  template: testTemplate(
    {
      first: act({ with: { value: 1 } }),
      flaky: act({ needs: ['first'], with: { value: '= steps.first.output', failures: 2 }, retry }),
      parts: { type: 'task', run: 'crash.parts', needs: ['flaky'], timeouts: { heartbeat: 'PT30S', startToClose: 'PT1H' } },
      route: { type: 'choice', needs: ['parts'], choices: [{ when: '= steps.parts.output.parts > 2', then: ['many'] }], default: ['few'] },
      many: { type: 'set', value: { parts: '= steps.parts.output.parts' } },
      few: act(),
      last: act({ needs: ['many', 'few'], join: 'any', with: { value: '= steps.many.output' } }),
    },
    { output: { last: '= steps.last.output' } },
  ),
};

const side: Scenario = {
  name: 'branches of which two are enough, a tolerated fault and a caught one',
  template: testTemplate(
    {
      both: {
        type: 'parallel',
        join: { atLeast: 2 },
        branches: {
          left: { steps: { l1: act(), l2: act({ needs: ['l1'], with: { value: 'left' } }) } },
          right: { steps: { r1: act({ with: { value: 'right', failures: 1 }, retry }) } },
          late: { steps: { sleep: { type: 'wait', for: 'P1D' }, l3: act({ needs: ['sleep'] }) } },
        },
      },
      optional: act({ with: { refuse: true }, tolerate: true }),
      guarded: act({ with: { refuse: true }, catch: [{ errors: ['invalid'], then: ['instead'] }] }),
      instead: act({ with: { value: 'instead' } }),
      never: act({ needs: ['guarded'] }),
      last: act({ needs: ['both', 'optional', 'instead'], with: { value: '= steps.instead.output' } }),
    },
    { output: { last: '= steps.last.output', optional: '= steps.optional.error.kind' } },
  ),
};

export const items: Scenario = {
  name: 'a map with tolerated failures in batches, redriven',
  template: testTemplate(
    {
      decide: {
        type: 'map',
        items: '= [1, 2, 3, 4, 5, 6, 7]',
        batch: { size: 3 },
        maxConcurrency: 2,
        tolerateFailures: { count: 2 },
        each: {
          steps: {
            one: act({ with: { value: '= item', refuse: '= item = 3 or item = 6' } }),
            two: { type: 'set', needs: ['one'], value: '= steps.one.output * 10' },
          },
          output: '= steps.two.output',
        },
      },
      last: act({ needs: ['decide'], with: { value: '= steps.decide.output.succeeded' } }),
    },
    { output: { succeeded: '= steps.last.output', results: '= steps.decide.output.results' } },
  ),
  redrive: 'decide',
};

export const people: Scenario = {
  name: 'a loop, a wait, a signal and an approval',
  template: testTemplate(
    {
      again: {
        type: 'loop',
        while: '= loop.index <= 2',
        maximumRounds: 5,
        body: { steps: { turn: act({ with: { value: '= loop.index' } }) }, output: '= steps.turn.output' },
      },
      pause: { type: 'wait', needs: ['again'], for: 'PT10M' },
      letter: { type: 'signal', needs: ['pause'], signal: 'letter' },
      agree: { type: 'approval', needs: ['letter'], roles: ['reviewer'], due: 'P5D', question: '= steps.letter.output' },
      last: act({ needs: ['agree'], with: { value: '= steps.agree.output.decision' } }),
    },
    { output: { last: '= steps.last.output', letter: '= steps.letter.output' } },
  ),
  signals: [
    { id: 's-1', signal: 'letter', data: { text: 'yes' } },
    { id: 's-2', signal: 'letter', data: { text: 'a second one' } },
  ],
  meanwhile: decideWhatWaits,
};

const family: Scenario = {
  name: 'a run of its own in a step, and what is undone when a later step faults',
  template: testTemplate({
    book: act({ with: { value: 'booked' }, compensate: { run: 'crash.act', with: { value: 'book undone' } } }),
    pay: act({ needs: ['book'], compensate: { run: 'crash.act', with: { value: 'pay undone', failures: 1 } }, retry }),
    child: { type: 'workflow', needs: ['pay'], template: 'child', input: { amount: 2 } },
    stop: { type: 'fail', needs: ['child'], message: '= "child gave " + string(steps.child.output.value)', error: 'NotWanted' },
  }),
  others: [
    {
      ...testTemplate(
        { inner: act({ with: { value: 5 } }), nap: { type: 'wait', needs: ['inner'], for: 'PT1M' } },
        { output: { value: '= steps.inner.output' } },
      ),
      id: 'child',
    },
  ],
};

const letters: Scenario = {
  name: 'attempts used up: a dead letter redriven, and a step that a person tries again',
  template: testTemplate(
    {
      first: act({ with: { value: 3 } }),
      dead: act({ needs: ['first'], with: { value: 'late', broken: true }, retry: { maximumAttempts: 1, exhausted: 'deadLetter' } }),
      stuck: act({ needs: ['first'], with: { value: 'tried again', broken: true }, retry: { maximumAttempts: 1, exhausted: 'suspend' } }),
      last: act({ needs: ['dead', 'stuck'], join: 'any', with: { value: '= steps.stuck.output' } }),
    },
    { output: { last: '= steps.last.output' } },
  ),
  meanwhile: decideWhatWaits,
};

const cancelled: Scenario = {
  name: 'a run that is cancelled in its middle, with something to undo',
  template: testTemplate({
    book: act({ compensate: { run: 'crash.act', with: { value: 'undone' } } }),
    wait: { type: 'signal', needs: ['book'], signal: 'never' },
    last: act({ needs: ['wait'] }),
  }),
  meanwhile: (waits) => (waits.some((wait) => wait.for === 'signal') ? { do: 'cancel' } : undefined),
};

export const once: Scenario = {
  name: 'a step that must not be done twice',
  template: testTemplate({ first: act(), only: { type: 'task', run: 'crash.actOnce', needs: ['first'] }, last: act({ needs: ['only'] }) }),
  // Nobody can know whether it was done.
  mayAlsoEnd: ['faulted'],
};

const suspended: Scenario = {
  name: 'a run that is suspended in its middle, and resumed',
  template: testTemplate(
    {
      first: act({ with: { value: 1 } }),
      pause: { type: 'wait', needs: ['first'], for: 'PT5M' },
      beside: act({ needs: ['first'], with: { value: 2, failures: 1 }, retry }),
      last: act({ needs: ['pause', 'beside'], with: { value: '= steps.first.output + steps.beside.output' } }),
    },
    { output: { last: '= steps.last.output' } },
  ),
  meanwhile: (waits, records) =>
    waits.some((wait) => wait.for === 'time') && !records.some(({ type }) => type === 'suspended') ? { do: 'suspend' } : undefined,
};

const swift: Scenario = {
  name: 'steps that run ahead of the disk, before, between and after those that have an effect',
  template: testTemplate(
    {
      one: answer({ with: { value: 1 } }),
      two: answer({ needs: ['one'], with: { value: '= steps.one.output + 1' } }),
      flaky: answer({
        needs: ['two'],
        with: { value: '= steps.two.output + 1', failures: 2 },
        retry: { ...retry, initialInterval: 'PT0S' },
      }),
      slow: answer({ needs: ['one'], with: { value: 'slow', waits: true } }),
      act: act({ needs: ['flaky'], with: { value: '= steps.flaky.output + 1' } }),
      each: {
        type: 'map',
        needs: ['act'],
        items: '= [1, 2, 3]',
        each: { steps: { item: answer({ with: { value: '= item' } }), deed: act({ needs: ['item'] }) }, output: '= steps.item.output' },
      },
      last: answer({ needs: ['each', 'slow'], with: { value: '= steps.act.output + 1' } }),
    },
    { output: { last: '= steps.last.output', slow: '= steps.slow.output', items: '= steps.each.output.results' } },
  ),
};

export const SCENARIOS: readonly Scenario[] = [sequence, side, swift, items, people, family, letters, cancelled, suspended, once];
