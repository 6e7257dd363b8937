/** The salt that a unit's results are committed to under. */
import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 of the unit's key under the population's secret: the same wherever the secret is, and gone where it was erased. */
export const unitSalt = (secret: Uint8Array, unitId: string): Uint8Array => createHmac('sha256', secret).update(unitId, 'utf8').digest();
