/** Makes sure that a value is JSON, and makes it nobody else's. */
import type { Json } from './json.ts';

/**
 * A copy of the value, which stays as it is when its maker goes on to change what it handed over. Throws a TypeError for what JSON cannot carry: undefined,
 * functions, numbers that are not finite, objects that are not plain.
 */
export const plainJson = (value: unknown): Json => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      break;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? value.map(plainJson) : plainObject(value);
  }
  throw new TypeError(`${typeof value === 'number' ? value : typeof value} is not a JSON value`);
};

const plainObject = (value: object): Json => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('an object that is not plain is not a JSON value');
  const copy: { [name: string]: Json } = {};
  for (const name in value) {
    if (name === '__proto__') throw new TypeError('a member cannot be named "__proto__"');
    copy[name] = plainJson((value as { readonly [name: string]: unknown })[name]);
  }
  return copy;
};
