/** The one byte form of a JSON value that is hashed and signed: RFC 8785 (JSON Canonicalization Scheme). */
import canonicalize from 'canonicalize';
import type { Json } from './json.ts';

/** Deeper values are refused: nothing that a person writes comes near, and every walk over the value stays within the stack. */
const DEPTH_MAX = 200;

/**
 * The value's RFC 8785 text. Throws a TypeError, a fault of the caller, for what JSON cannot carry: undefined (also inside arrays and
 * objects), functions, symbols, big integers, NaN and infinities, lone surrogates, sparse arrays, and objects that are not plain.
 * The library would drop some of these silently, and two different values would then have one hash.
 */
export const canonicalJson = (value: Json): string => {
  demandJson(value, '', 0);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
};

const demandJson = (value: unknown, pointer: string, depth: number): void => {
  if (depth > DEPTH_MAX) throw new TypeError(`${pointer}: nested deeper than ${DEPTH_MAX} levels`);
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      if (!value.isWellFormed()) throw new TypeError(`${pointer}: a lone surrogate has no UTF-8 form`);
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${pointer}: ${value} is not a JSON number`);
      return;
    case 'object':
      if (value === null) return;
      if (Array.isArray(value)) demandArray(value, pointer, depth);
      else demandPlainObject(value, pointer, depth);
      return;
    default:
      throw new TypeError(`${pointer}: ${typeof value} is not a JSON value`);
  }
};

const demandArray = (value: readonly unknown[], pointer: string, depth: number): void => {
  for (let i = 0; i < value.length; i++) demandJson(value[i], `${pointer}/${i}`, depth + 1);
};

const demandPlainObject = (value: object, pointer: string, depth: number): void => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`${pointer}: not a plain object`);
  if (Object.getOwnPropertySymbols(value).length > 0) throw new TypeError(`${pointer}: an object with symbols as keys`);
  for (const [name, item] of Object.entries(value)) {
    if (!name.isWellFormed()) throw new TypeError(`${pointer}: a name with a lone surrogate has no UTF-8 form`);
    demandJson(item, `${pointer}/${name}`, depth + 1);
  }
};
