/** Which passphrases are refused, and that good ones are not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passphraseProblem } from '../../../src/engine/identity/passphrase-rules.ts';

describe('a new passphrase', () => {
  it.each([
    ['short', 'at least 12'],
    ['elevenchars', 'has 11 characters'],
    ['😀😀😀😀😀😀', 'has 6 characters'],
    ['aaaaaaaaaaaaaaaa', 'repeats'],
    ['abcabcabcabcabc', 'repeats'],
    ['abcdefabcdef', 'repeats'],
    ['123456789012', 'sequence'],
    ['zyxwvutsrqponm', 'sequence'],
    ['password1234', 'tried first'],
    ['P@ssw0rd2026!', 'tried first'],
    ['Passwort-Passwort', 'tried first'],
    ['CorrectHorseBatteryStaple', 'tried first'],
    ['qwertyuiop12', 'tried first'],
    ['24.12.1985 0664', 'tried first'],
    ['Margarethe1985', 'name of its owner'],
    ['maria.huber.2026', 'name of its owner'],
  ])('%s is refused', (passphrase, words) => {
    expect(passphraseProblem(passphrase, ['Margarethe von Trotta', 'Maria Huber'])).toContain(words);
  });

  it.each([
    'seven grey herons at dusk',
    'kleiner Kanal unter dem Regen',
    'x9!fQ2#mL7pRz',
    'Maria Huber likes thundering trains',
    'сорок серых цапель',
    '十二文字以上の長い合言葉です',
    'passwords are overrated things',
  ])('%s is taken', (passphrase) => {
    expect(passphraseProblem(passphrase, ['Maria Huber'])).toBeUndefined();
  });

  it('does not repeat the passphrase in what it says, and answers at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1_024 }), (passphrase) => {
        const problem = passphraseProblem(passphrase, ['Maria Huber']);
        if (passphrase.length >= 12) expect(problem ?? '').not.toContain(passphrase);
      }),
    );
    const start = performance.now();
    passphraseProblem('ab'.repeat(512), ['x'.repeat(4_000)]);
    passphraseProblem(`${'a'.repeat(1_000)}b`, []);
    expect(performance.now() - start).toBeLessThan(100);
  });
});
