/** Nothing written at the foot of a page can end its string, its rule or its sheet. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cssString, reportStyle } from '../../../src/engine/report/report-style.ts';

/** What a style sheet reads of it (CSS Syntax 3, 4.3.7). */
const read = (text: string): string =>
  text.slice(1, -1).replaceAll(/\\([0-9a-f]{1,6}) /g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

test('a style sheet reads the text that was meant', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = cssString(text);
      expect(written).toMatch(/^"[A-Za-z0-9 \\-]*"$/);
      expect(read(written)).toBe(text);
    }),
  );
});

test('the foot stands in the sheet as such a string', () => {
  expect(reportStyle({ foot: '"} </style>' })).toContain('content: "\\22 \\7d  \\3c \\2f style\\3e "');
});
