/** The one byte form of a JSON value that is hashed and signed: RFC 8785 (JSON Canonicalization Scheme). */
import type { Json } from './json.ts';

/** Deeper values are refused: nothing that a person writes comes near, and every walk over the value stays within the stack. */
const DEPTH_MAX = 200;

/**
 * The value's RFC 8785 text. Throws a TypeError, a fault of the caller, for what JSON cannot carry: undefined (also inside arrays and
 * objects), functions, symbols, big integers, NaN and infinities, lone surrogates, sparse arrays, and objects that are not plain.
 * `JSON.stringify` writes numbers and texts as the scheme asks, but would drop some of these silently, and two different values would then have one hash.
 */
export const canonicalJson = (value: Json): string => textOf(value, '', 0);

const textOf = (value: unknown, pointer: string, depth: number): string => {
  if (depth > DEPTH_MAX) throw new TypeError(`${pointer}: nested deeper than ${DEPTH_MAX} levels`);
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'string':
      if (!value.isWellFormed()) throw new TypeError(`${pointer}: a lone surrogate has no UTF-8 form`);
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${pointer}: ${value} is not a JSON number`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? arrayText(value, pointer, depth) : objectText(value, pointer, depth);
    default:
      throw new TypeError(`${pointer}: ${typeof value} is not a JSON value`);
  }
};

const arrayText = (value: readonly unknown[], pointer: string, depth: number): string => {
  let text = '[';
  for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + textOf(value[i], `${pointer}/${i}`, depth + 1);
  return `${text}]`;
};

const objectText = (value: object, pointer: string, depth: number): string => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`${pointer}: not a plain object`);
  if (Object.getOwnPropertySymbols(value).length > 0) throw new TypeError(`${pointer}: an object with symbols as keys`);
  let text = '{';
  // Sorting without a comparison of our own is by UTF-16 units, which is the scheme's order.
  for (const name of Object.keys(value).sort()) {
    if (!name.isWellFormed()) throw new TypeError(`${pointer}: a name with a lone surrogate has no UTF-8 form`);
    const item = textOf((value as Readonly<Record<string, unknown>>)[name], `${pointer}/${name}`, depth + 1);
    text += `${text.length === 1 ? '' : ','}${JSON.stringify(name)}:${item}`;
  }
  return `${text}}`;
};
