/** A case's leaf: exactly the RFC 8785 form of its row, committed to under its unit's salt. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLeafText, leafData } from '../../../src/engine/impact/case-leaf.ts';
import { canonicalJson } from '../../../src/engine/model/canonical-json.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('"', '\\', '\u0000', '\u001f', '\n', '\u2028', 'é', '😀', '</script>', '1', '10', '__proto__'),
);
const amount = fc.option(fc.constantFrom('0', '12.3', '-0.05', '100/3', '123456789012345678901234567890'));
const side = fc.uniqueArray(fc.tuple(text, amount), { maxLength: 4, selector: ([name]) => name }).chain((amounts) =>
  fc.record({
    names: fc.constant(amounts.map(([name]) => name)),
    outcome: text,
    amounts: fc.constant(amounts.map(([, value]) => value)),
  }),
);

test('the text equals the canonical form, whatever the names, outcomes and keys', () => {
  fc.assert(
    fc.property(text, fc.array(side, { minLength: 1, maxLength: 3 }), (unit, sides) => {
      const written = createLeafText(sides.map(({ names }) => names))(unit, sides);
      const rows = sides.map(({ names, outcome, amounts }) => ({
        outcome,
        amounts: Object.fromEntries(names.map((name, i) => [name, amounts[i] ?? null])),
      }));
      expect(written).toBe(canonicalJson({ unit, sides: rows }));
    }),
  );
});

test('the leaf is the HMAC-SHA-256 of the text under the salt', () => {
  const salt = Buffer.alloc(32, 7);
  const row = '{"sides":[],"unit":"é"}';
  expect(leafData(salt, row)).toEqual(createHmac('sha256', salt).update(Buffer.from(row, 'utf8')).digest());
});
