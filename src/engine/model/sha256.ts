/** SHA-256 of bytes or of a text's UTF-8, in the one-shot form that Node computes fastest. */
import { hash } from 'node:crypto';

/** 32 bytes. By way of a text, because Node gives a digest as bytes only in memory of its own, which takes twice as long to make and to collect. */
export const sha256 = (data: Uint8Array | string): Uint8Array => Buffer.from(hash('sha256', data, 'binary'), 'binary');

/** 64 lower-case hexadecimal digits. */
export const sha256Hex = (data: Uint8Array | string): string => hash('sha256', data, 'hex');
