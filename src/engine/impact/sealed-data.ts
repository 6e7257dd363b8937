/** Plain data as bytes to be kept, with their hash: JSON, in which bigints, maps and arrays of 64-bit integers are written so that they come back as such. */
import { sha256Hex } from '../model/sha256.ts';

/** `sha256`: lower-case hex, of `data`. */
export type Sealed = { readonly sha256: string; readonly data: Uint8Array };

/** What JSON does not know, as objects of one field that no other object has. */
type Tagged = { readonly $integer: string } | { readonly $map: readonly (readonly [unknown, unknown])[] } | { readonly $integers: string };

const isTagged = (value: unknown): value is Tagged =>
  typeof value === 'object' && value !== null && ('$integer' in value || '$map' in value || '$integers' in value);

const toJson = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return { $integer: value.toString() } satisfies Tagged;
  if (value instanceof Map) return { $map: [...value] } satisfies Tagged;
  if (value instanceof BigInt64Array) return { $integers: value.join() } satisfies Tagged;
  return value;
};

const integers = (text: string): BigInt64Array => (text === '' ? new BigInt64Array(0) : BigInt64Array.from(text.split(','), BigInt));

const fromJson = (_key: string, value: unknown): unknown => {
  if (!isTagged(value)) return value;
  if ('$integer' in value) return BigInt(value.$integer);
  return '$map' in value ? new Map(value.$map) : integers(value.$integers);
};

/** Equal data made in the same way gives equal bytes. */
export const sealData = (value: object): Sealed => {
  const data = Buffer.from(JSON.stringify(value, toJson), 'utf8');
  return { sha256: sha256Hex(data), data };
};

/** Equal to what was sealed, or undefined where the bytes do not have their hash. */
export const unsealData = ({ sha256, data }: Sealed): unknown =>
  sha256Hex(data) === sha256 ? JSON.parse(Buffer.from(data).toString('utf8'), fromJson) : undefined;
