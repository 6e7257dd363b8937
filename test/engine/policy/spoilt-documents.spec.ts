/** Goal: whatever a document looks like, checking it ends in problems and never in a fault; what passes the check also runs. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import { pointerParts, pointerTo, valueAt } from '../../../src/engine/model/json-pointer.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';
import coTanf from '../../../templates/policies/co-tanf.json';
import housingSupport from '../../../templates/policies/housing-support.json';
import kyKtap from '../../../templates/policies/ky-ktap.json';
import waTanf from '../../../templates/policies/wa-tanf.json';
import { smallPolicy } from './small-policy.ts';

const pointersOf = (json: Json, pointer = ''): string[] => {
  if (typeof json !== 'object' || json === null) return [pointer];
  return [pointer, ...Object.entries(json).flatMap(([key, inner]) => pointersOf(inner, pointerTo(pointer, key)))];
};

/** The document with the value at a pointer replaced, or taken out where there is none. */
const replaced = (document: Json, parts: readonly string[], value: Json | undefined): Json => {
  const [part, ...rest] = parts;
  if (part === undefined) return value ?? null;
  const inner = (document as JsonObject)[part] as Json;
  const change = rest.length === 0 && value === undefined ? undefined : replaced(inner, rest, value);
  if (Array.isArray(document))
    return change === undefined ? document.filter((_, index) => String(index) !== part) : document.with(Number(part), change);
  const { [part]: _old, ...others } = document as JsonObject;
  return change === undefined ? others : { ...others, [part]: change };
};

/** Two tests are enough: the document stays small, and most changes fall on what matters. */
const shortened = (document: object): Json => ({ ...(document as JsonObject), tests: (document as { tests: Json[] }).tests.slice(0, 2) });
const DOCUMENTS: readonly Json[] = [smallPolicy(), shortened(housingSupport), shortened(kyKtap), shortened(waTanf), shortened(coTanf)];

const strange = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<Json>(null, true, 0, -1.5, '', 'x', '-', '1', 'income', 'decimal', 'list', '2025-02-30', '2026-01-01', [], {}, [[]], {
    a: 1,
  }),
  fc.constantFrom<Json>(
    'min(',
    'sum(members)',
    'members.age',
    'members[1]',
    '"a" + 1',
    'null',
    '< 5',
    '[1..',
    'period.month',
    'size',
    'outcome',
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json),
);

const spoilt = fc
  .record({
    document: fc.constantFrom(...DOCUMENTS),
    places: fc.array(fc.tuple(fc.nat(), strange, fc.boolean()), { minLength: 1, maxLength: 3 }),
  })
  .map(({ document, places }) =>
    places.reduce<Json>((current, [place, value, swap]) => {
      const pointers = pointersOf(current);
      const pointer = pointers[place % pointers.length] as string;
      const other = valueAt(current, pointers[(place * 7) % pointers.length] as string);
      return replaced(current, pointerParts(pointer), swap ? other : value);
    }, document),
  );

it('never throws, and what passes also runs', () => {
  let passed = 0;
  fc.assert(
    fc.property(spoilt, (document) => {
      const checked = checkPolicy(document);
      if (!checked.ok) {
        expect(checked.failure.problems?.length).toBeGreaterThan(0);
        return;
      }
      passed++;
      const policy = checked.value;
      const compiled = compilePolicy(policy, '2025-03-01');
      const facts = policy.tests[0]?.given ?? {};
      const evaluation = compiled.evaluate(readCase(policy, facts).inputs, { trace: true });
      for (const name of compiled.decisions) evaluation.value(name);
    }),
    { numRuns: 600 },
  );
  expect(passed).toBeGreaterThan(10);
});

it('never throws over what has no text, nor over a list in place of one, at any place', () => {
  for (const document of DOCUMENTS) {
    for (const pointer of pointersOf(document)) {
      for (const value of [{ toString: null }, { valueOf: null, toString: 1 }, ['decimal']]) {
        expect(checkPolicy(replaced(document, pointerParts(pointer), value)), pointer).toHaveProperty('ok');
      }
    }
  }
});

it.each(DOCUMENTS.map((document) => [(document as JsonObject).id as string, document as JsonObject] as const))(
  'blames nobody who reads an input of %s for its broken type',
  (_id, document) => {
    const inputs = document.inputs as JsonObject;
    for (const [name, input] of Object.entries(inputs)) {
      const broken = { ...document, inputs: { ...inputs, [name]: { ...(input as JsonObject), type: 'nothing' } } };
      const checked = checkPolicy(broken);
      const told = checked.ok ? [] : checked.failure.problems?.map(({ pointer }) => pointer);
      expect(told).toEqual([pointerTo('/inputs', name, 'type')]);
    }
  },
);

it.each(DOCUMENTS.map((document) => [(document as JsonObject).id as string, document as JsonObject] as const))(
  'blames nobody who reads the members of %s for their missing fields',
  (_id, document) => {
    const inputs = document.inputs as JsonObject;
    const checked = checkPolicy({ ...document, inputs: { ...inputs, members: { type: 'list' } } });
    expect(checked.ok ? [] : checked.failure.problems?.map(({ message }) => message)).toEqual(['the key "of" is missing']);
  },
);
