/** What is printed cannot steer a terminal, and JSON stays the same JSON. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../../src/main/command-line/printable.ts';

const steering = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

test('escape sequences, line breaks and reordering marks are shown, not obeyed', () => {
  expect(printable('\u001b[31mred\u001b[0m')).toBe('\\u001b[31mred\\u001b[0m');
  expect(printable('one\nprobity: two\r\t')).toBe('one\\nprobity: two\\r\\t');
  expect(printable('1\u200f2')).toBe('1\\u200f2');
  expect(printable('\u009b2J \u007f \u202egnp.exe')).toBe('\\u009b2J \\u007f \\u202egnp.exe');
});

test('text of any script stays as it is', () => {
  const text = 'Ångström "żółw" – 数量 🙂 क्‍ष עברית';
  expect(printable(text)).toBe(text);
});

test('nothing that steers is left, whatever the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !steering.test(printable(text))));
});

test('JSON says the same afterwards', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.parse(printable(text))).toEqual(JSON.parse(text));
    }),
  );
});
