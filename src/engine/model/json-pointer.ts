/** RFC 6901 JSON Pointers: how a problem says where in a document it is. */
import type { Json } from './json.ts';

/** The pointer of a part, from the pointer of what holds it: `pointerTo('/inputs', 'a/b')` is "/inputs/a~1b". */
export const pointerTo = (base: string, ...parts: readonly (string | number)[]): string =>
  parts.reduce<string>((pointer, part) => `${pointer}/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`, base);

export const pointerParts = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Whether `pointer` is `base` or a part of it. */
export const isWithin = (pointer: string, base: string): boolean => pointer === base || pointer.startsWith(`${base}/`);

/** What a pointer leads to, or undefined. Never reaches a prototype. */
export const valueAt = (document: Json, pointer: string): Json | undefined => {
  let value: Json | undefined = document;
  for (const part of pointerParts(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as { readonly [name: string]: Json })[part];
  }
  return value;
};
