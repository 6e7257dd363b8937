/** Documents that nobody means well with are refused or compiled, in bounded time, and reach nothing that is not theirs. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import { pointerTo } from '../../../src/engine/model/json-pointer.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import type { TemplateDocument } from '../../../src/engine/model/template-document.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import { compileTemplate } from '../../../src/engine/template/compile-template.ts';
import { describeChanges } from '../../../src/engine/template/describe-changes.ts';
import { RICH_TEMPLATE } from '../../support/rich-template.ts';
import { testTasks } from '../../support/test-tasks.ts';
import { testTemplate } from '../../support/test-template.ts';

const tasks = testTasks();
const template = (steps: unknown, more: object = {}): TemplateDocument => testTemplate(steps as TemplateDocument['steps'], more);
const problemsOf = (document: unknown): readonly Problem[] => {
  const result = checkTemplate(document as Json, tasks);
  return result.ok ? [] : (result.failure.problems ?? []);
};
const places = (document: unknown): readonly unknown[] => problemsOf(document).map(({ pointer, message }) => [pointer, message]);

const STEPS_MAX = 1_000;
const chain = (length: number): TemplateDocument =>
  template(
    Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `step${index}`,
        {
          type: 'set',
          needs: index === 0 ? [] : [`step${index - 1}`],
          value: index === 0 ? 1 : `= steps.step${index - 1}.output + steps.step0.output`,
        },
      ]),
    ),
  );

it('a chain of as many steps as there may be is checked and compiled', () => {
  const document = chain(STEPS_MAX);
  expect(problemsOf(document)).toEqual([]);
  expect(compileTemplate(document, tasks).root.steps.at(-1)?.name).toBe(`step${STEPS_MAX - 1}`);
  expect(describeChanges(document, chain(STEPS_MAX - 1))).toHaveLength(1);
});

it('one step more is refused', () => {
  expect(places(chain(STEPS_MAX + 1)).slice(0, 1)).toEqual([['/steps', 'an object must NOT have more than 1000 properties']]);
});

it('steps that all wait for each other are one problem', () => {
  const names = Array.from({ length: 300 }, (_, index) => `step${index}`);
  const steps = Object.fromEntries(names.map((name) => [name, { type: 'set', needs: names.filter((other) => other !== name), value: 1 }]));
  expect(problemsOf(template(steps))).toHaveLength(1);
});

const nested = (depth: number): object =>
  depth === 0
    ? { leaf: { type: 'set', value: 1 } }
    : { [`loop${depth}`]: { type: 'loop', while: '= loop.last = null', maximumRounds: 2, body: { steps: nested(depth - 1) } } };

it('eight blocks may stand inside of each other, and nine may not', () => {
  expect(problemsOf(template(nested(8)))).toEqual([]);
  const [problem, ...others] = problemsOf(template(nested(9)));
  expect(others).toEqual([]);
  expect(problem?.message).toBe('more than 8 blocks stand inside of each other');
  expect(problem?.pointer).toBe(`/steps/loop9${[8, 7, 6, 5, 4, 3, 2, 1].map((depth) => `/body/steps/loop${depth}`).join('')}/body`);
});

it('a document of any depth is refused before anything walks it', () => {
  let deep: Json = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(problemsOf(template({ a: { type: 'set', value: deep } }))).toMatchObject([
    { message: 'more than 100 levels stand inside of each other' },
  ]);
});

it('names of what every object has are names like others', () => {
  const document = template({
    constructor: { type: 'set', value: 1 },
    toString: { type: 'set', needs: ['constructor'], value: '= steps.constructor.output' },
    valueOf: { type: 'task', run: 'constructor' },
    hasOwnProperty: { type: 'task', run: 'test.echo', retry: 'toString', with: { value: 1 } },
  });
  expect(places(document)).toEqual([
    ['/steps/valueOf/run', 'there is no task function "constructor"'],
    ['/steps/hasOwnProperty/retry', 'there is no retry policy "toString" under "use"'],
  ]);
  const read = template({ a: { type: 'set', value: '= steps.constructor.output' }, b: { type: 'set', needs: ['valueOf'], value: 1 } });
  expect(places(read)).toEqual([
    ['/steps/b/needs/0', 'there is no step "valueOf"'],
    ['/steps/a/value', 'there is no field "constructor"'],
  ]);
});

it('"__proto__" names nothing and changes nothing', () => {
  const steps = JSON.parse('{"__proto__":{"type":"set","value":1},"a":{"type":"set","value":{"__proto__":{"polluted":true}}}}') as object;
  expect(places(template(steps))).toEqual([['/steps/__proto__', 'the key "__proto__" is not well formed']]);
  const own = template(JSON.parse('{"a":{"type":"set","value":{"__proto__":{"polluted":"= input.amount"}}}}'));
  expect(problemsOf(own)).toEqual([]);
  const { action } = compileTemplate(own, tasks).root.step('a');
  const value = action.type === 'set' ? action.value({ input: { amount: 1 }, output: () => undefined, error: () => undefined }) : null;
  expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":1}}');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

it('huge texts are refused where they are expressions, and kept where they are texts', () => {
  const text = 'x'.repeat(1_000_000);
  expect(problemsOf(template({ a: { type: 'set', value: text } }))).toEqual([]);
  expect(problemsOf(template({ a: { type: 'set', value: `= "${text}"` } }))).toHaveLength(1);
  expect(problemsOf(template({ a: { type: 'set', value: `= ${'('.repeat(20_000)}` } }))).toHaveLength(1);
  const [problem] = problemsOf(template({ a: { type: 'set', value: 1, needs: [text] } }));
  expect(problem?.message.length).toBeLessThan(1_000);
});

it('ten thousand mistakes are told, up to a limit, in bounded time', () => {
  const steps = Object.fromEntries(
    Array.from({ length: STEPS_MAX }, (_, index) => [`step${index}`, { type: 'tsak', need: [], with: 1, runn: 'x', retri: 1 }]),
  );
  expect(problemsOf(template(steps)).length).toBeLessThanOrEqual(1_000);
});

const pointersIn = (value: Json, pointer = ''): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [pointer];
  return [pointer, ...Object.entries(value).flatMap(([key, part]) => pointersIn(part as Json, pointerTo(pointer, key)))];
};

const replaced = (value: Json, at: string, by: Json | undefined, pointer = ''): Json => {
  if (pointer === at && by !== undefined) return by;
  if (Array.isArray(value)) return value.map((part: Json, index) => replaced(part, at, by, pointerTo(pointer, index)));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value as JsonObject).filter(([key]) => by !== undefined || pointerTo(pointer, key) !== at);
  return Object.fromEntries(kept.map(([key, part]) => [key, replaced(part, at, by, pointerTo(pointer, key))]));
};

const POINTERS = pointersIn(RICH_TEMPLATE);
const anything = fc.oneof(
  fc.constantFrom<Json | undefined>(
    undefined,
    null,
    [],
    {},
    '',
    '= ',
    '= item',
    '=x',
    0,
    -1,
    true,
    [null],
    { steps: {} },
    { constructor: 1 },
    'load',
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

it('whatever stands in the place of two parts, or is missing there, is checked without a fault, and what is sound compiles', () => {
  fc.assert(
    fc.property(fc.constantFrom(...POINTERS), anything, fc.constantFrom(...POINTERS), anything, (first, one, second, other) => {
      const document = replaced(replaced(RICH_TEMPLATE, first, one), second, other);
      const checked = checkTemplate(document, tasks);
      if (checked.ok) expect(compileTemplate(checked.value, tasks).root.steps.length).toBe(Object.keys(checked.value.steps).length);
      else expect(checked.failure.problems?.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
