/** The catalogue of words: complete, without leftovers, and filled in where it is used. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wholeNumber } from '../../src/renderer/components/format/whole-number.ts';
import en from '../../src/renderer/copy/en.json';
import { type CountKey, counted, t } from '../../src/renderer/copy/t.ts';

const renderer = join(import.meta.dirname, '../../src/renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(renderer, path), 'utf8') }));
const source = sources.map(({ text }) => text).join('\n');

/** Keys built from parts, `t(`status.${status}`)`, as patterns. */
const builtKeys = [...source.matchAll(/`((?:[a-zA-Z]+\.)+)\$\{[^}]+\}`/g)].map(([, stem = '']) => stem);
const stemOf = (key: string): string => key.replace(/\.(?:one|other)$/, '');

const isUsed = (key: string): boolean =>
  source.includes(`'${key}'`) || source.includes(`'${stemOf(key)}'`) || builtKeys.some((stem) => key.startsWith(stem));

const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

describe('the catalogue', () => {
  it('has no words that nobody says', () => {
    expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('would notice one', () => {
    expect(isUsed('start.nobody')).toBe(false);
  });

  it('has a plural for every singular, with the same words to fill in', () => {
    const stems = Object.keys(en).flatMap((key) => (key.endsWith('.one') ? [stemOf(key)] : []));
    const texts: { readonly [key: string]: string } = en;
    for (const stem of stems) {
      const [one = '', other] = [texts[`${stem}.one`], texts[`${stem}.other`]];
      expect(other, stem).toBeDefined();
      expect(placeholders(other ?? ''), stem).toEqual([...new Set([...placeholders(one), 'count'])].sort());
    }
    expect(stems.length).toBeGreaterThan(10);
  });

  it('speaks neutrally: no "we", no "please", no exclamation', () => {
    const chatty = Object.entries(en).filter(([, text]) => /\b(?:we|we're|our|please|oops|sorry)\b|!/i.test(text));
    expect(chatty).toEqual([]);
  });
});

describe('the README', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const steps = readme.slice(readme.indexOf('In the application'), readme.indexOf('The same on the command line'));
  const named = [...steps.matchAll(/(?<!\*)\*([^*\n]+)\*(?!\*)/g)].map(([, words = '']) => words);

  it('calls everything on screen by its words', () => {
    const words = new Set<string>([...Object.values(en), t('setup.reform', { number: 1 })]);
    expect(named.filter((name) => !words.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });
});

describe('visible text', () => {
  /** Words between tags, or in the attributes that people see or hear. */
  const literals = (text: string): readonly string[] => [
    ...[...text.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)\s*</g)].map(([, words = '']) => words),
    ...[...text.matchAll(/\b(?:label|title|placeholder|aria-label|description)="([^"]+)"/g)].map(([, words = '']) => words),
  ];

  it('is always in the catalogue', () => {
    expect(sources.flatMap(({ path, text }) => literals(text).map((words) => `${path}: ${words}`))).toEqual([]);
  });

  it('would be noticed if it were not', () => {
    expect(literals('<p>Not in the catalogue</p> <input placeholder="Name" />')).toHaveLength(2);
  });
});

describe('t', () => {
  it('fills words in and writes numbers as the locale does', () => {
    expect(t('pager.range', { from: 1, to: 100, total: 20547 })).toBe(`1 to 100 of ${wholeNumber(20547)}`);
  });

  it('refuses to leave a gap', () => {
    expect(() => t('pager.range', { from: 1 })).toThrow('{to}');
  });

  it('chooses between one and many', () => {
    const key: CountKey = 'count.units';
    expect([counted(key, 1), counted(key, 0), counted(key, 2)]).toEqual(['1 unit', '0 units', '2 units']);
  });
});
