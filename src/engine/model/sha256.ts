/** SHA-256 of bytes or of a text's UTF-8, in the one-shot form that Node computes fastest. */
import { hash } from 'node:crypto';

/** 32 bytes. */
export const sha256 = (data: Uint8Array | string): Uint8Array => hash('sha256', data, 'buffer');

/** 64 lower-case hexadecimal digits. */
export const sha256Hex = (data: Uint8Array | string): string => hash('sha256', data, 'hex');
