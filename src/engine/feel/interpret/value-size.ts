/**
 * Keeps lists and contexts to a size. One that holds another twice is small in memory and still doubles what has to be looked at:
 * some forty such steps would keep any comparison or text busy for ever.
 */
import { isContext, isList, type Value } from '../../model/value.ts';
import { VALUE_DEPTH_MAX, VALUE_PARTS_MAX } from '../limits.ts';
import { nullOf } from '../null-of.ts';
import type { FeelType } from '../type.ts';

type Size = { readonly parts: number; readonly depth: number };

const SCALAR: Size = { parts: 1, depth: 0 };
/** Sizes of what was made before, so that a new list looks at its own items only. */
const sizes = new WeakMap<object, Size>();

const partsOf = (value: Value): readonly Value[] | undefined => {
  if (isList(value)) return value;
  return isContext(value) ? Object.values(value) : undefined;
};

const sizeOf = (value: Value): Size => {
  const parts = partsOf(value);
  if (parts === undefined || typeof value !== 'object') return SCALAR;
  let size = sizes.get(value);
  if (size === undefined) {
    size = sizeOfParts(parts);
    sizes.set(value, size);
  }
  return size;
};

const sizeOfParts = (values: readonly Value[]): Size => {
  let parts = 1;
  let depth = 0;
  for (const value of values) {
    const inner = sizeOf(value);
    parts += inner.parts;
    if (inner.depth > depth) depth = inner.depth;
  }
  return { parts, depth: depth + 1 };
};

/** The value, or a null with a cause where it has too many parts, those of its parts counted too, or nests too deep. */
export const withinSize = (value: Value, at: string): Value => {
  const { parts, depth } = sizeOf(value);
  if (parts > VALUE_PARTS_MAX) return nullOf('error', at, `the value has more than ${VALUE_PARTS_MAX} parts`);
  return depth > VALUE_DEPTH_MAX ? nullOf('error', at, `the value is nested more than ${VALUE_DEPTH_MAX} levels deep`) : value;
};

/** Whether values of the type can hold lists or contexts, so that a list of them can grow by holding one of them twice. */
export const canNest = ({ kind }: FeelType): boolean => kind === 'list' || kind === 'context' || kind === 'unknown';
