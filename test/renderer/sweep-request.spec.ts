/** The form of a parameter sweep: what of a policy can be swept, what is missing, and what is asked for once nothing is. */
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/engine/contract.ts';
import type { PolicyDocument } from '../../src/engine/model/index.ts';
import { parameterChoices } from '../../src/renderer/features/sweep/parameter-choices.ts';
import { axisAtFirst, missingOf, requestOf, type SweepForm } from '../../src/renderer/features/sweep/sweep-request.ts';

const FORM: SweepForm = {
  population: 'p1',
  policy: 'ky-ktap@1.0.0',
  date: '2025-11-01',
  axes: [{ ...axisAtFirst(1), parameter: 'rate' }],
  weight: null,
  workers: undefined,
};

const PARAMETERS: PolicyDocument['parameters'] = {
  rate: { type: 'decimal', values: { '2024-01-01': '0.35', '2025-06-01': '0.375' } },
  limit: { type: 'decimal', by: ['region', 'size'], values: { '2024-01-01': { urban: { '1': '900', '2': '1100' } } } },
  yearly: { type: 'integer', heldFor: 'year', values: { '2024-01-01': 3, '2025-06-01': 4 } },
  open: { type: 'boolean', values: { '2024-01-01': true } },
};

const choices = (date: string) => parameterChoices({ parameters: PARAMETERS } as PolicyDocument, date);

describe('what can be swept', () => {
  it('is every number in force at the date: one with keys as a whole and entry by entry', () => {
    expect(choices('2025-11-01').map(({ value, isWhole, inForce }) => [value, isWhole, inForce])).toEqual([
      ['rate', false, '0.375'],
      ['limit', true, undefined],
      ['limit[urban][1]', false, '900'],
      ['limit[urban][2]', false, '1100'],
      ['yearly', false, '3'],
    ]);
  });

  it('is nothing before the first value', () => {
    expect(choices('2023-12-31')).toEqual([]);
  });
});

describe('a sweep request', () => {
  it('sends factors of what is in force as a range, unless told otherwise', () => {
    expect(requestOf(FORM)).toEqual({
      population: 'p1',
      policy: 'ky-ktap@1.0.0',
      date: '2025-11-01',
      vary: [{ parameter: 'rate', factor: true, values: { from: '0.8', to: '1.2', step: '0.1' } }],
    });
    expect(operations['sweep.start'].input.safeParse(requestOf(FORM)).success).toBe(true);
  });

  it('sends a list as it was given', () => {
    const axis = { ...axisAtFirst(1), parameter: 'rate', factor: false, kind: 'list' as const, list: ['0.5', '0.25'] };
    expect(requestOf({ ...FORM, axes: [axis] })?.vary).toEqual([{ parameter: 'rate', factor: false, values: { list: ['0.5', '0.25'] } }]);
  });

  it('names every field that is missing by the place that the engine would name', () => {
    const axes = [axisAtFirst(1), { ...axisAtFirst(2), parameter: 'rate', step: ' ' }];
    const empty: SweepForm = { ...FORM, population: null, policy: null, date: '', axes };
    expect(Object.keys(missingOf(empty))).toEqual(['/population', '/policy', '/date', '/vary/0/parameter', '/vary/1/values']);
    expect(requestOf(empty)).toBeUndefined();
  });
});
