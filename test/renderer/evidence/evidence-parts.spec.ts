/** Small parts of the evidence screens: fingerprints to be read out, passphrases before they are sent, checks in the order of need, chosen cases. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Check } from '../../../src/engine/model/index.ts';
import { fileStem } from '../../../src/renderer/components/format/file-stem.ts';
import { spacedHex } from '../../../src/renderer/components/format/spaced-hex.ts';
import { isSoundPassphrase, PASSPHRASE_CHARACTERS_MIN, passphraseFaults } from '../../../src/renderer/components/passphrase-draft.ts';
import { checksInOrder, countsOf } from '../../../src/renderer/features/verifier/check-order.ts';
import { useChosenCases } from '../../../src/renderer/state/chosen-cases.ts';

describe('a fingerprint', () => {
  const hex = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0')).join('');

  it('stands in groups of four, eight to a line, and loses no digit', () => {
    const lines = spacedHex(hex);
    expect(lines[0]).toBe('0001 0203 0405 0607 0809 0a0b 0c0d 0e0f');
    expect(lines).toHaveLength(2);
    expect(lines.join('').replaceAll(' ', '')).toBe(hex);
  });
});

describe('a new passphrase', () => {
  it('is asked for, long enough, and the same twice', () => {
    expect(passphraseFaults({ passphrase: '', again: '' })).toHaveProperty('passphrase');
    expect(passphraseFaults({ passphrase: 'short', again: 'short' }).passphrase).toContain(String(PASSPHRASE_CHARACTERS_MIN));
    expect(passphraseFaults({ passphrase: 'quiet harbour lamp', again: 'quiet harbour lamb' })).toHaveProperty('again');
    expect(isSoundPassphrase({ passphrase: 'quiet harbour lamp', again: 'quiet harbour lamp' })).toBe(true);
  });

  it('is counted by characters, not by code units', () => {
    const passphrase = '🗝'.repeat(PASSPHRASE_CHARACTERS_MIN - 1);
    expect(isSoundPassphrase({ passphrase, again: passphrase })).toBe(false);
  });
});

describe('checks', () => {
  const check = (what: string, outcome: Check['outcome']): Check => ({ what, outcome, found: '' });

  it('have the bad ones first, else as they were made, and are counted', () => {
    const checks = [check('a', 'good'), check('b', 'not-checked'), check('c', 'bad'), check('d', 'good'), check('e', 'bad')];
    expect(checksInOrder(checks).map(({ what }) => what)).toEqual(['c', 'e', 'a', 'b', 'd']);
    expect(countsOf(checks)).toEqual({ bad: 2, open: 1 });
  });
});

describe('chosen cases', () => {
  const cases = () => useChosenCases.getState();
  beforeEach(() => cases().clear());

  it('are kept by run; what was only looked at is not picked', () => {
    cases().look('r', 'H1');
    cases().look('r', 'H2');
    cases().look('r', 'H1');
    cases().pick('r', 'H3', true);
    expect(cases().runs.r).toEqual({ lookedAt: ['H1', 'H2'], picked: ['H3'] });
    expect(cases().runs.s).toBeUndefined();
    cases().pick('r', 'H3', false);
    expect(cases().runs.r?.picked).toEqual([]);
  });

  it('that were looked at are forgotten beyond a number', () => {
    for (let i = 0; i < 1_000; i++) cases().look('r', `H${i}`);
    expect(cases().runs.r?.lookedAt.length).toBeLessThanOrEqual(100);
    expect(cases().runs.r?.lookedAt[0]).toBe('H999');
  });
});

describe('a file name', () => {
  it('is made of a name, and of another word where nothing is left of it', () => {
    expect(fileStem('Anna Müller / Audit', 'x')).toBe('Anna-Müller-Audit');
    expect(fileStem('   ', 'workspace')).toBe('workspace');
  });
});
