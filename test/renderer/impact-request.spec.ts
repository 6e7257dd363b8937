/** The form of an impact analysis: what is still wrong with it, and what it asks for once nothing is. */
import { describe, expect, it } from 'vitest';
import { type ImpactForm, problemsOf, requestOf } from '../../src/renderer/features/impact/impact-request.ts';

const FORM: ImpactForm = {
  population: 'p1',
  baseline: 'ky-ktap@1.0.0',
  date: '2023-01-01',
  reforms: [{ key: 1, reference: 'ky-ktap@1.0.0', date: '2025-11-01' }],
  by: ['region'],
  workers: undefined,
};

describe('an impact request', () => {
  it('may compare a policy with itself at another date', () => {
    expect(problemsOf(FORM)).toEqual({ reforms: {} });
    expect(requestOf(FORM)).toEqual({
      population: 'p1',
      baseline: 'ky-ktap@1.0.0',
      date: '2023-01-01',
      reforms: [{ reference: 'ky-ktap@1.0.0', date: '2025-11-01' }],
      by: ['region'],
    });
  });

  it.each(['', '2023-01-01'])('may not compare it with itself at the same date (%j)', (date) => {
    const same = { ...FORM, reforms: [{ key: 4, reference: 'ky-ktap@1.0.0', date }] };
    expect(Object.keys(problemsOf(same).reforms)).toEqual(['4']);
    expect(requestOf(same)).toBeUndefined();
  });

  it('names every field that is missing', () => {
    const empty: ImpactForm = { ...FORM, population: null, baseline: null, date: '', reforms: [{ key: 1, reference: null, date: '' }] };
    const { reforms, ...fields } = problemsOf(empty);
    expect(Object.keys(fields)).toEqual(['population', 'baseline', 'date']);
    expect(Object.keys(reforms)).toEqual(['1']);
    expect(requestOf(empty)).toBeUndefined();
  });

  it('sends workers only when a number was given', () => {
    expect(requestOf({ ...FORM, workers: 2 })).toHaveProperty('workers', 2);
    expect(requestOf(FORM)).not.toHaveProperty('workers');
  });
});
