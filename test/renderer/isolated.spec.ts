/** Names from right to left stand within a sentence without turning the rest of it around. */
import { expect, it } from 'vitest';
import { isolated } from '../../src/renderer/components/format/isolated.ts';
import { counted, t } from '../../src/renderer/copy/t.ts';

const HEBREW = '\u05d0\u05d5\u05db\u05dc\u05d5\u05e1\u05d9\u05d4';

it('closes in a name from right to left, alone and in a text of the catalogue', () => {
  expect(isolated(HEBREW)).toBe(`\u2068${HEBREW}\u2069`);
  expect(t('generate.task', { name: HEBREW })).toContain(`\u2068${HEBREW}\u2069`);
});

it('closes in a name with a mark that turns what follows, whatever its letters are', () => {
  for (const mark of ['\u200f', '\u202b', '\u202e', '\u2067']) expect(isolated(`a${mark}b`)).toBe(`\u2068a${mark}b\u2069`);
});

it('leaves every other text and all numbers as they are', () => {
  for (const text of ['', 'Households', 'Ménages · 日本', '300', '‑5 %']) expect(isolated(text)).toBe(text);
  expect(counted('count.units', 300)).toBe('300 units');
});
