/** Hostile sources meet a written limit: never a stack overflow, never an endless run. */
import { describe, expect, test } from 'vitest';
import { EMPTY_SCOPE } from '../../../src/engine/feel/scope.ts';
import { causeOf, feel, problemsOf } from '../../support/feel.ts';

const nested = (open: string, inner: string, close: string, levels: number): string => open.repeat(levels) + inner + close.repeat(levels);

describe('sources', () => {
  test.each([
    ['100,000 brackets', nested('(', '1', ')', 100_000), 'characters long'],
    ['9,000 brackets', nested('(', '1', ')', 9_000), 'nested more than'],
    ['101 lists', nested('[', '1', ']', 101), 'nested more than'],
    ['9,000 signs', `${'-'.repeat(9_000)}1`, 'nested too deep'],
    ['9,000 additions', `1${'+1'.repeat(9_000)}`, 'nested too deep'],
    ['2,000 conjunctions', `true${' and true'.repeat(2_000)}`, 'nested too deep'],
    ['3,000 filters', `[1]${'[1]'.repeat(3_000)}`, 'nested too deep'],
    ['2,000 branches', `${'if true then '.repeat(2_000)}1${' else 1'.repeat(2_000)}`, 'nested too deep'],
    ['a long number', '9'.repeat(10_001), 'too many digits'],
  ])('%s', (_, source, message) => {
    expect(problemsOf(source, EMPTY_SCOPE)[0]?.message).toContain(message);
  });

  test('below the limits they run', () => {
    expect(feel(nested('(', '1', ')', 100))).toBe('1');
    expect(feel(`1${'+1'.repeat(900)}`)).toBe('901');
    const terms = Array.from({ length: 400 }, (_, index) => `yearly income of source number ${index}`);
    expect(feel(terms.join(' + '), Object.fromEntries(terms.map((term) => [term, 1])))).toBe('400');
    expect(feel(nested('abs(', '-1', ')', 100))).toBe('1');
    expect(feel(`[${'1,'.repeat(5_000)}1][5001]`)).toBe('1');
  });
});

describe('evaluation', () => {
  const long = Array.from({ length: 1_000 }, (_, index) => -index);

  test.each([
    ['for a in 1..1000, b in 1..1000, c in 1..1000 return a', 'items are visited'],
    ['(for a in 1..1000 return for b in 1..1000 return for c in 1..1000 return a)[-1]', 'items are visited'],
    ['some a in 1..1000, b in 1..1000 satisfies a * b < 0', 'items are visited'],
    ['(for a in 1..1000 return a)[count((for a in 1..1000 return a)[item > 0]) < 0]', 'items are visited'],
    ['(for a in 1..1000 return sum(long))[-1]', 'items are visited'],
    ['(for a in 1..1000 return a in long)[-1]', 'items are visited'],
    ['for a in 1..10000000000000 return a', 'a range of more than'],
    ['(9 ** 9) ** (9 ** 9)', 'too large'],
    ['(1 / 7) ** 100000', 'too large'],
    ['2 ** 1000 * 2 ** 1000 * 2 ** 1000 * 2 ** 1000 * 2 ** 1000', 'too many digits'],
    ['product(for i in 1..10000 return i)', 'too many digits'],
    ['-product(for i in 1..10000 return i)', 'too many digits'],
    ['product(for i in 1..10001 return -i)', 'too many digits'],
    ['sum(for i in 1..100000 return 1 / i)', 'too many digits'],
    ['string join(for i in 1..60000 return "twenty characters ...")', 'too long'],
    ['concatenate(for i in 1..300000 return 1, for i in 1..300000 return 1)', 'more than'],
  ])('%s', (source, message) => {
    expect(causeOf(source, { long })?.message).toContain(message);
  });

  test('finds the distinct values of a long list', () => {
    expect(feel('count(distinct values(for i in 1..50000 return modulo(i, 7)))')).toBe('7');
  });
});
