/** How an entry of the audit trail commits to a payload that stays outside of it and may be erased. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export const SALT_BYTES = 32;

/**
 * HMAC-SHA-256 of a payload's RFC 8785 text under a random salt, lower-case hex. Once the salt is erased nobody can try out payloads against the
 * commitment any more, and the trail still verifies.
 */
export const auditCommitment = (salt: Uint8Array, canonicalText: string): string => {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  return createHmac('sha256', salt).update(canonicalText, 'utf8').digest('hex');
};

/** Whether a disclosed salt and text are what the entry committed to. */
export const matchesCommitment = (commitment: string, salt: Uint8Array, canonicalText: string): boolean => {
  const expected = Buffer.from(commitment, 'hex');
  const actual = Buffer.from(auditCommitment(salt, canonicalText), 'hex');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
};
