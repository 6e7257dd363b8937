/** Two versions of a template are told apart by what a run of them does, in words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import type { TemplateDocument } from '../../../src/engine/model/template-document.ts';
import { describeChanges } from '../../../src/engine/template/describe-changes.ts';
import { shippedWorkflowTexts } from '../../../src/engine/template/shipped.ts';
import { RICH_TEMPLATE } from '../../support/rich-template.ts';
import { testTemplate } from '../../support/test-template.ts';

const template = (steps: unknown, more: object = {}): TemplateDocument => testTemplate(steps as TemplateDocument['steps'], more);
const one = { type: 'set', value: 1 };
const echo = { type: 'task', run: 'test.echo' };
const approval = { type: 'approval', roles: ['clerk', 'reviewer'] };
const block = (steps: object): object => ({ steps });

describe('a change is one sentence', () => {
  it.each<[what: string, before: object, after: object, sentences: readonly string[]]>([
    [
      'a new step',
      { a: one },
      { a: one, b: { ...one, needs: ['a'] } },
      ['Step "b" is new: of the type "set", in the template\'s own steps; it waits for "a".'],
    ],
    ['a step that is gone', { a: one, b: one }, { a: one }, ['Step "b" is gone; it was of the type "set", in the template\'s own steps.']],
    ['another type', { a: one }, { a: { type: 'wait', for: 'PT1S' } }, ['Step "a": it is of the type "wait" instead of "set".']],
    [
      'edges',
      { a: one, b: one, c: { ...one, needs: ['a'] } },
      { a: one, b: one, c: { ...one, needs: ['b'] } },
      ['Step "c": it also waits for "b".', 'Step "c": it no longer waits for "a".'],
    ],
    [
      'a join',
      { a: one, b: { ...one, needs: ['a'] } },
      { a: one, b: { ...one, needs: ['a'], join: 'any' } },
      ['Step "b": at least 1 steps that it waits for must be completed, no longer all.'],
    ],
    [
      'an expression',
      { a: { type: 'set', value: '= 1 + 1' } },
      { a: { type: 'set', value: '= 1 + 2' } },
      ['Step "a": its value is now 1 + 2 instead of 1 + 1.'],
    ],
    [
      'an argument',
      { a: { ...echo, with: { value: 1 } } },
      { a: { ...echo, with: { value: '= input.amount', label: 'x' } } },
      ['Step "a": the argument "label" is new: "x".', 'Step "a": the argument "value" is now input.amount instead of 1.'],
    ],
    [
      'a timeout',
      { a: { ...echo, timeouts: { heartbeat: 'PT5S' } } },
      { a: { ...echo, timeouts: { heartbeat: 'PT6S', startToClose: 'PT1M' } } },
      ['Step "a": the timeout "heartbeat" is now "PT6S" instead of "PT5S".', 'Step "a": the timeout "startToClose" is new: "PT1M".'],
    ],
    [
      'a retry policy',
      { a: { ...echo, retry: 'std' } },
      { a: { ...echo, retry: 'slow' } },
      ['Step "a": its retry rule is now "slow" instead of "std".'],
    ],
    [
      'a choice',
      { a: { type: 'choice', choices: [{ when: '= input.flag', then: ['b'] }], default: [] }, b: one, c: one },
      { a: { type: 'choice', choices: [{ when: '= input.amount > 1', then: ['b', 'c'] }], default: ['c'] }, b: one, c: one },
      [
        'Step "a": choice 1 holds on input.amount > 1 instead of input.flag.',
        'Step "a": choice 1 starts "b" and "c"; it started "b".',
        'Step "a": where no choice holds it also starts "c".',
      ],
    ],
    [
      'a catch',
      { a: echo, b: one },
      { a: { ...echo, catch: [{ errors: ['timeout', 'limit'], then: ['b'] }] }, b: one },
      ['Step "a": catch 1 is new: on the faults "limit" and "timeout" it starts "b".'],
    ],
    [
      'who decides',
      { a: approval },
      { a: { ...approval, roles: ['reviewer', 'head'], selfApproval: true } },
      [
        'Step "a": it may also be decided by "head".',
        'Step "a": it may no longer be decided by "clerk".',
        'Step "a": approval by whoever started the run is now true instead of false.',
      ],
    ],
    [
      'another block',
      { p: { type: 'parallel', branches: { left: block({ a: one }), right: block({ b: one }) } } },
      { p: { type: 'parallel', branches: { left: block({}), right: block({ a: one, b: one }) } } },
      ['Step "a": it stands in branch "right" of step "p" instead of branch "left" of step "p".'],
    ],
    [
      'what a block gives',
      { m: { type: 'map', items: '= [1]', each: block({ a: one }) } },
      { m: { type: 'map', items: '= [1]', each: { steps: { a: one }, output: '= item' } } },
      ['The output of what step "m" does with each item is new: item.'],
    ],
  ])('%s', (_what, before, after, sentences) => {
    expect(describeChanges(template(before), template(after))).toEqual(sentences);
  });

  it.each<[what: string, before: object, after: object, sentences: readonly string[]]>([
    ['the title', { title: 'A' }, { title: 'B' }, ['The title is now "B" instead of "A".']],
    ['the timeout of the run', {}, { timeouts: { run: 'PT1H' } }, ['The timeout of the run is new: "PT1H".']],
    [
      'the output',
      { output: { a: '= steps.a.output', b: 1 } },
      { output: { a: '= steps.a.output + 1' } },
      ['The output "a" is now steps.a.output + 1 instead of steps.a.output.', 'The output "b" is gone; it was 1.'],
    ],
    [
      'a retry policy of several steps',
      { use: { retries: { std: { maximumAttempts: 3 } } } },
      { use: { retries: { std: { maximumAttempts: 5 } } } },
      ['The retry policy "std" "maximumAttempts" is now 5 instead of 3.'],
    ],
    [
      'the input',
      { input: { schema: { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, b: { type: 'string' } } } } },
      { input: { schema: { type: 'object', required: ['c'], properties: { a: { type: 'number' }, c: { type: 'string' } } } } },
      [
        'The input "a" may be left out now.',
        'What the input "a" may be: "type" is now "number" instead of "integer".',
        'The input "b" is gone.',
        'The input "c" is new and must be given: {"type":"string"}.',
      ],
    ],
  ])('of %s', (_what, before, after, sentences) => {
    expect(describeChanges(template({ a: one }, before), template({ a: one }, after))).toEqual(sentences);
  });
});

it('what means the same is no change', () => {
  const before = template({
    a: { ...echo, needs: ['b', 'c'], timeouts: { heartbeat: 'PT60S' }, with: { value: '= 1  +   input.amount' } },
    b: approval,
    c: one,
  });
  const after = template(
    {
      a: {
        ...echo,
        needs: ['c', 'b'],
        join: 'all',
        tolerate: false,
        timeouts: { heartbeat: 'PT1M' },
        with: { value: '= 1 + input.amount' },
      },
      b: { ...approval, roles: ['reviewer', 'clerk'], overdue: 'wait' },
      c: one,
    },
    { version: '2.0.0', maxConcurrency: 8 },
  );
  expect(describeChanges(before, after)).toEqual([]);
});

const reversed = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).map(([name, part]) => [name, reversed(part)] as const);
  return Object.fromEntries(entries.toReversed());
};

const shipped = shippedWorkflowTexts.map((text) => JSON.parse(text) as TemplateDocument);

it('the order of keys is no change, and changes nothing in the order of sentences', () => {
  for (const document of shipped)
    expect(describeChanges(document, reversed(document as unknown as Json) as unknown as TemplateDocument)).toEqual([]);
  fc.assert(
    fc.property(fc.constantFrom(...shipped), fc.constantFrom(...shipped), (before, after) => {
      const turned = reversed(after as unknown as Json) as unknown as TemplateDocument;
      expect(describeChanges(before, turned)).toEqual(describeChanges(before, after));
      expect(describeChanges(before, after).length > 0).toBe(before !== after);
    }),
  );
});

/** Each text, number or truth value of a document replaced by another, one at a time. */
const changedLeaves = (value: Json, place = ''): readonly { readonly place: string; readonly document: Json }[] => {
  if (typeof value === 'string') return [{ place, document: `${value}x` }];
  if (typeof value === 'number') return [{ place, document: value + 1 }];
  if (typeof value === 'boolean') return [{ place, document: !value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    changedLeaves(part as Json, `${place}/${key}`).map((changed) => ({
      place: changed.place,
      document: Array.isArray(value) ? value.with(Number(key), changed.document) : { ...value, [key]: changed.document },
    })),
  );
};

it('no change goes untold', () => {
  for (const before of [...shipped, RICH_TEMPLATE as unknown as TemplateDocument]) {
    const untold = changedLeaves(before as unknown as Json).filter(
      ({ document }) => describeChanges(before, document as unknown as TemplateDocument).length === 0,
    );
    expect(untold.map(({ place }) => place)).toEqual(['/kind', '/dsl', '/version']);
  }
});
