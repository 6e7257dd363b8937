/** A population has no columns of times and durations: a mapping and a generator say so before anything is read or made. */
import { expect, test } from 'vitest';
import type { InputTypes } from '../../../src/engine/model/value-type.ts';
import { compileMapping } from '../../../src/engine/population/compile-mapping.ts';
import { syntheticSource } from '../../../src/engine/population/synthetic-units.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const INPUTS: InputTypes = { income: { type: 'decimal' }, worked: { type: 'years and months duration' } };
const REASON = 'a population has columns of numbers, texts, booleans and dates';

test('a mapping to a duration is a mistake', async () => {
  const mapping = { kind: 'mapping', units: { key: 'id' }, inputs: { income: 'income', worked: 'worked' } } as const;
  const result = await compileMapping(mapping, INPUTS, { units: { columns: ['id', 'income', 'worked'], name: 'units.csv' } });
  expect(result.ok ? [] : result.failure.problems).toEqual([
    expect.objectContaining({ message: '"worked" is of the type years and months duration', expected: REASON }),
  ]);
});

test('nor is one made up, for a unit or its members', () => {
  const members: InputTypes = { members: { type: 'list', of: { shift: { type: 'time' } } } };
  const refusals = [INPUTS, members].map((inputs) => thrownRefusal(() => syntheticSource({ inputs, period: 'month' }, 'seed')).message);
  expect(refusals).toEqual([
    `"worked" is of the type years and months duration, and ${REASON}`,
    `"members" is of the type time, and ${REASON}`,
  ]);
});
