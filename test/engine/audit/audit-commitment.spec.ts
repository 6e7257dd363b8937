/** A commitment is HMAC-SHA-256 of the payload's text: it opens with salt and text, and with nothing else. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditCommitment, matchesCommitment } from '../../../src/engine/audit/audit-commitment.ts';

const salt = new Uint8Array(32).fill(7);

test('is the HMAC that others compute', () => {
  const expected = createHmac('sha256', salt).update('{"a":1,"b":"ü"}').digest('hex');
  expect(auditCommitment(salt, '{"a":1,"b":"ü"}')).toBe(expected);
});

test('opens with the text and salt that it was made with only', () => {
  const commitment = auditCommitment(salt, '{"income":"1200.00"}');
  expect(matchesCommitment(commitment, salt, '{"income":"1200.00"}')).toBe(true);
  expect(matchesCommitment(commitment, salt, '{"income":"1200.01"}')).toBe(false);
  expect(matchesCommitment(commitment, new Uint8Array(32).fill(8), '{"income":"1200.00"}')).toBe(false);
  expect(matchesCommitment('', salt, '{"income":"1200.00"}')).toBe(false);
});

test('takes no short salt', () => {
  expect(() => auditCommitment(new Uint8Array(16), 'null')).toThrow(RangeError);
});
