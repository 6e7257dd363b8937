/** What the options of an impact say about measures, and how a slip in them is told. */
import { describe, expect, it } from 'vitest';
import { impactCommand } from '../../../src/main/command-line/commands/impact.ts';
import { readArguments } from '../../../src/main/command-line/read-arguments.ts';
import { readMeasures } from '../../../src/main/command-line/read-measures.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const NEEDED = ['a.probity', '--population', 'N', '--baseline', 'P', '--reform', 'R', '--date', '2025-01-01'];
const read = (...words: readonly string[]) => readMeasures(readArguments(impactCommand, [...NEEDED, ...words]));

describe('measures', () => {
  it('are the usual ones where nothing is asked', () => {
    expect(read()).toEqual({ nearThreshold: [] });
  });

  it('have shares as per cent or as parts', () => {
    expect(read('--relative-bands', '1%, 0.05,12.5%').bands).toEqual({ relative: ['0.01', '0.05', '0.125'] });
    expect(read('--bands', '10,50').bands).toEqual({ absolute: ['10', '50'] });
  });

  it.each([
    ['income', { of: 'income', plusAmount: false }],
    ['income+amount', { of: 'income', plusAmount: true }],
    ['income + amount / scale', { of: 'income', plusAmount: true, scale: 'scale' }],
    ['income/scale', { of: 'income', plusAmount: false, scale: 'scale' }],
  ])('take "%s" for a resource', (text, expected) => {
    expect(read('--resource', text).resource).toEqual(expected);
  });

  it('have lines, persons and quantiles of the resource', () => {
    const words = [
      '--resource',
      'income',
      '--persons',
      'size',
      '--quantiles',
      '5',
      '--poverty-line',
      '60%',
      '--poverty-line',
      '50%-baseline',
    ];
    expect(read(...words, '--poverty-line', '900').resource).toMatchObject({
      persons: 'size',
      quantiles: 5,
      lines: [{ share: '0.6', of: 'own' }, { share: '0.5', of: 'baseline' }, { amount: '900' }],
    });
  });

  it('have limits with and without a share, and a step of an income', () => {
    expect(read('--near', 'income:limit', '--near', 'income:1000:5%').nearThreshold).toEqual([
      { value: 'income', limit: 'limit' },
      { value: 'income', limit: '1000', share: '0.05' },
    ]);
    expect(read('--marginal', 'members.earned:0.01', '--marginal-bands', '0,0.5').marginalRate).toEqual({
      income: 'members.earned',
      step: '0.01',
      bands: ['0', '0.5'],
    });
    expect(read('--marginal', 'income').marginalRate).toEqual({ income: 'income' });
  });

  it.each([
    [['--resource', '+amount'], '--resource is "+amount"'],
    [['--near', 'income'], '--near is "income"'],
    [['--near', 'income:limit:x'], '--near has "x"'],
    [['--persons', 'size'], '--persons is given without --resource'],
    [['--marginal-bands', '1'], '--marginal-bands is given without --marginal'],
    [['--relative-bands', 'few'], '--relative-bands has "few"'],
  ])('%j is refused by its option', (words, message) => {
    expect(thrownRefusal(() => read(...words))).toMatchObject({ kind: 'invalid', message });
  });
});
