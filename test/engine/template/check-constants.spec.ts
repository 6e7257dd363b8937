/** Constants of a template are held to what will read them: formats of functions and of templates, and the inputs of policies. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import type { TemplateDocument } from '../../../src/engine/model/template-document.ts';
import { ALL_TASKS } from '../../../src/engine/task/all-tasks.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { createTaskRegistry } from '../../../src/engine/task/task-registry.ts';
import { checkNamedConstants } from '../../../src/engine/template/check-constants.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import { compileTemplate } from '../../../src/engine/template/compile-template.ts';
import { householdPolicy } from '../../support/household-policy.ts';
import { testTemplate } from '../../support/test-template.ts';

const choosy = defineTask({
  name: 'test.choosy',
  title: 'Take certain shapes',
  input: z.strictObject({
    at: z.iso.datetime({ offset: true }).optional(),
    amount: z
      .string()
      .regex(/^\d+\.\d{2}$/)
      .optional(),
    side: z.strictObject({ date: z.iso.date(), size: z.int().max(9) }).optional(),
    either: z.union([z.strictObject({ kind: z.literal('a'), n: z.int() }), z.strictObject({ kind: z.literal('b') })]).optional(),
  }),
  output: z.strictObject({}),
  idempotent: true,
  run: () => ({}),
});
const tasks = createTaskRegistry([...ALL_TASKS.values(), choosy]);

const document = (steps: unknown): TemplateDocument => testTemplate(steps as TemplateDocument['steps']);
const problemsOf = (steps: unknown): readonly Problem[] => {
  const result = checkTemplate(document(steps) as unknown as Json, tasks);
  return result.ok ? [] : (result.failure.problems ?? []);
};
const choose = (values: object) => ({ only: { type: 'task', run: 'test.choosy', with: values } });
const DATE = { message: '"2025-02-30" stands here', expected: 'a date, such as "2025-03-01"' };

describe('a constant that its reader would refuse is a mistake, where it stands', () => {
  it.each<[string, unknown, Partial<Problem>]>([
    ['a date of rules', { only: { type: 'rules', policy: 'p', date: '2025-02-30', inputs: {} } }, { pointer: '/steps/only/date', ...DATE }],
    [
      'a date inside of an argument',
      {
        only: {
          type: 'task',
          run: 'population.units',
          with: { population: 'p', from: 1, count: 1, for: { policy: 'p', date: '2025-02-30' } },
        },
      },
      { pointer: '/steps/only/with/for/date', ...DATE },
    ],
    [
      'a number beyond its bounds',
      { only: { type: 'task', run: 'population.units', with: { population: 'p', from: 0, count: '= input.amount' } } },
      { pointer: '/steps/only/with/from', message: '0 stands here', expected: 'at least 1' },
    ],
    ['a time', choose({ at: '2025-03-01T25:00:00Z' }), { pointer: '/steps/only/with/at' }],
    ['digits', choose({ amount: '12.345' }), { pointer: '/steps/only/with/amount', message: '"12.345" stands here' }],
    [
      'a part beside an expression',
      choose({ side: { date: '2025-02-30', size: '= input.amount' } }),
      { pointer: '/steps/only/with/side/date' },
    ],
    [
      'a key beside an expression',
      choose({ side: { date: '2025-02-28', size: '= input.amount', way: 1 } }),
      { pointer: '/steps/only/with/side/way' },
    ],
    [
      'what undoes a step',
      { only: { ...choose({}).only, compensate: { run: 'test.choosy', with: { amount: '1' } } } },
      { pointer: '/steps/only/compensate/with/amount' },
    ],
    [
      'a date of an impact',
      { only: { type: 'impact', population: 'p', baseline: 'b', reforms: [{ reference: 'r' }], date: '2025-02-30' } },
      { pointer: '/steps/only/date' },
    ],
    [
      'a date of a reform',
      {
        only: {
          type: 'impact',
          population: '= input.name',
          baseline: 'b',
          reforms: [{ reference: 'r', date: '2025-13-01' }],
          date: '2025-02-28',
        },
      },
      { pointer: '/steps/only/reforms/0/date' },
    ],
    [
      'inside of a map',
      { each: { type: 'map', items: '= [1]', each: { steps: choose({ amount: '1' }) } } },
      { pointer: '/steps/each/each/steps/only/with/amount' },
    ],
  ])('%s', (_, steps, expected) => {
    expect(problemsOf(steps)).toEqual([expect.objectContaining(expected)]);
  });

  it('and what an expression has a part in is left to the run', () => {
    for (const either of [{ kind: 'a', n: '= input.amount' }, '= input.amount', { kind: '= input.name', n: 1 }]) {
      expect(problemsOf(choose({ either, at: '= input.name', amount: '1.00', side: null }))).toEqual([]);
    }
  });

  it('and a template that was published with one goes on compiling: the step may never begin', () => {
    expect(compileTemplate(document(choose({ amount: '12.345' })), tasks).root.step('only').name).toBe('only');
  });
});

describe('in a workspace', () => {
  const rules = (inputs: Json, policy = 'household-help') => document({ only: { type: 'rules', policy, date: '2025-01-01', inputs } });
  const workflow = (input: object) => document({ only: { type: 'workflow', template: 'child', input } });
  const schema = {
    type: 'object',
    required: ['from', 'other'],
    $defs: { day: { type: 'string', format: 'date' } },
    properties: { from: { $ref: '#/$defs/day' }, other: {} },
  };
  const checked = (template: TemplateDocument) =>
    checkNamedConstants(template, {
      policy: (reference) => (reference === householdPolicy.id ? householdPolicy.inputs : undefined),
      workflow: (reference) => (reference === 'child' ? schema : undefined),
    }).map(({ pointer }) => pointer);

  it('facts are held to the policy that is named', () => {
    const facts = {
      income: '12.345',
      size: '= input.amount',
      since: '2025-02-30',
      members: [{ age: '= 1', earned: 'much' }, '= input.name'],
    };
    expect(checked(rules(facts))).toEqual(['/steps/only/inputs/income', '/steps/only/inputs/since', '/steps/only/inputs/members/0/earned']);
    expect(checked(rules({ income: '12.34', size: '= input.amount' }))).toEqual([]);
    expect([checked(rules('= input')), checked(rules(facts, 'gone')), checked(rules(facts, '= "household-help"'))]).toEqual([[], [], []]);
  });

  it('inputs of a run are held to the template that is named', () => {
    expect(checked(workflow({ from: '2025-02-30', other: '= input.amount' }))).toEqual(['/steps/only/input/from']);
    expect(checked(workflow({ from: '= input.name', other: 1 }))).toEqual([]);
  });

  it('and what many steps name is read once', () => {
    const read: string[] = [];
    const step = { type: 'workflow', template: 'child', input: { from: '2025-02-30' } };
    const problems = checkNamedConstants(document({ one: step, two: step, three: { ...step, template: 'other' } }), {
      policy: () => undefined,
      workflow: (reference) => {
        read.push(reference);
        return schema;
      },
    });
    expect([problems.length, read]).toEqual([3, ['child', 'other']]);
  });

  it('whatever its schema calls the places that it refers to', () => {
    const day = { type: 'string', format: 'date' };
    const schemas: readonly JsonObject[] = [
      { definitions: { day }, properties: { from: { $ref: '#/definitions/day' } } },
      { $id: 'urn:example:input', $defs: { day }, properties: { from: { $ref: 'urn:example:input#/$defs/day' } } },
      { properties: { from: { $ref: '#/properties/until' }, until: day } },
    ];
    for (const named of schemas) {
      const inputs = { policy: () => undefined, workflow: () => ({ type: 'object', ...named }) };
      const [problem, ...others] = checkNamedConstants(workflow({ from: '2025-02-30' }), inputs);
      expect([problem?.pointer, others]).toEqual(['/steps/only/input/from', []]);
    }
  });
});
