/** The form of an impact analysis: what is still wrong with it, and what it asks for once nothing is. */
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/engine/contract.ts';
import { type ImpactForm, problemsOf, requestOf } from '../../src/renderer/features/impact/impact-request.ts';
import { MEASURES_AT_FIRST, type MeasuresForm } from '../../src/renderer/features/impact/measures/measures-form.ts';

const FORM: ImpactForm = {
  population: 'p1',
  baseline: 'ky-ktap@1.0.0',
  date: '2023-01-01',
  reforms: [{ key: 1, reference: 'ky-ktap@1.0.0', date: '2025-11-01' }],
  by: ['region'],
  measures: MEASURES_AT_FIRST,
  workers: undefined,
};

const { resource, thresholds, marginal } = MEASURES_AT_FIRST;

const asking = (measures: Partial<MeasuresForm>): ImpactForm => ({ ...FORM, measures: { ...MEASURES_AT_FIRST, ...measures } });

describe('an impact request', () => {
  it('may compare a policy with itself at another date', () => {
    expect(problemsOf(FORM)).toEqual({ reforms: {}, measures: {} });
    expect(requestOf(FORM)).toEqual({
      population: 'p1',
      baseline: 'ky-ktap@1.0.0',
      date: '2023-01-01',
      reforms: [{ reference: 'ky-ktap@1.0.0', date: '2025-11-01' }],
      by: ['region'],
      measures: {},
    });
  });

  it.each(['', '2023-01-01'])('may not compare it with itself at the same date (%j)', (date) => {
    const same = { ...FORM, reforms: [{ key: 4, reference: 'ky-ktap@1.0.0', date }] };
    expect(Object.keys(problemsOf(same).reforms)).toEqual(['4']);
    expect(requestOf(same)).toBeUndefined();
  });

  it('names every field that is missing', () => {
    const empty: ImpactForm = { ...FORM, population: null, baseline: null, date: '', reforms: [{ key: 1, reference: null, date: '' }] };
    const { reforms, measures: _none, ...fields } = problemsOf(empty);
    expect(Object.keys(fields)).toEqual(['population', 'baseline', 'date']);
    expect(Object.keys(reforms)).toEqual(['1']);
    expect(requestOf(empty)).toBeUndefined();
  });

  it('sends workers only when a number was given', () => {
    expect(requestOf({ ...FORM, workers: 2 })).toHaveProperty('workers', 2);
    expect(requestOf(FORM)).not.toHaveProperty('workers');
  });

  it('asks for measures in the terms of the engine: shares of one, limits in the order given', () => {
    const form = asking({
      weight: 'weight',
      bands: { asked: true, absolute: ['25', '100'], percents: ['2.5', '10', '150'] },
      resource: { ...resource, asked: true, of: 'income', scale: 'size', percents: ['60', '5'], medianOf: 'baseline', amounts: ['900'] },
      thresholds: { asked: true, rows: [{ key: 3, value: 'income', limit: ' income_limit ', percent: '7.5' }] },
      marginal: { asked: true, income: 'members.earned', step: '0.01', percents: ['-10', '50'] },
    });
    const request = requestOf(form);
    expect(request?.measures).toEqual({
      weight: 'weight',
      bands: { absolute: ['25', '100'], relative: ['0.025', '0.1', '1.5'] },
      resource: {
        of: 'income',
        plusAmount: true,
        scale: 'size',
        quantiles: 10,
        lines: [{ share: '0.6', of: 'baseline' }, { share: '0.05', of: 'baseline' }, { amount: '900' }],
      },
      nearThreshold: [{ value: 'income', limit: 'income_limit', share: '0.075' }],
      marginalRate: { income: 'members.earned', step: '0.01', bands: ['-0.1', '0.5'] },
    });
    expect(operations['impact.start'].input.safeParse(request).success).toBe(true);
  });

  it('does not ask for what was filled in and then not asked for', () => {
    const form = asking({ resource: { ...resource, of: 'income' }, marginal: { ...marginal, income: 'income' } });
    expect(requestOf(form)?.measures).toEqual({});
  });

  it('names what a measure lacks by the place that the engine would name', () => {
    const form = asking({
      resource: { ...resource, asked: true },
      marginal: { ...marginal, asked: true },
      thresholds: { ...thresholds, asked: true },
    });
    expect(Object.keys(problemsOf(form).measures)).toEqual([
      '/resource/of',
      '/marginalRate/income',
      '/nearThreshold/0/value',
      '/nearThreshold/0/limit',
    ]);
    expect(requestOf(form)).toBeUndefined();
  });
});
