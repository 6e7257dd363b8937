/** Parts of an expression that the interpreter computes while column code is made: once, or once for each text of a dictionary. */
import type { Context, Value } from '../../model/value.ts';
import { compilerFor } from '../interpret/compile-node.ts';
import type { Frame } from '../interpret/frame.ts';
import { ITEMS_MAX } from '../limits.ts';
import type { Typed } from '../typed.ts';
import { partsOf } from './typed-parts.ts';

/** The value of a name that is the same for every unit: a parameter, the period. */
export type ConstantOf = (name: string) => Value | undefined;

export const isConstantPart = (typed: Typed, constantOf: ConstantOf): boolean => {
  if (typed.node === 'literal') return true;
  if (typed.node === 'name') return constantOf(typed.name) !== undefined;
  return typed.node !== 'local' && (partsOf(typed)?.every((part) => isConstantPart(part, constantOf)) ?? false);
};

type Bound = { readonly names?: Readonly<Context>; readonly slots?: readonly Value[] };

/** Runs an expression by the interpreter; what is not bound must be constant. */
export const interpreter = (typed: Typed, constantOf: ConstantOf): ((bound?: Bound) => Value) => {
  const run = compilerFor('', false).compile(typed);
  return ({ names = {}, slots = [] } = {}) => {
    const lookup = (name: string): Value => {
      const value = Object.hasOwn(names, name) ? names[name] : constantOf(name);
      if (value === undefined) throw new RangeError(`${name} is not constant`);
      return value;
    };
    const frame: Frame = { environment: { lookup }, slots: [...slots], trace: undefined, itemsLeft: ITEMS_MAX };
    return run(frame);
  };
};

/** A part that varies: a name, or what is read from a bound name. */
type Leaf = Extract<Typed, { readonly node: 'name' | 'local' | 'field' }>;

/** The one part that varies, with all its places; undefined where there are several, or none that can be bound. */
export const onlyLeaf = (typed: Typed, constantOf: ConstantOf): Leaf | undefined => {
  const leaves: Leaf[] = [];
  const visit = (part: Typed): boolean => {
    if (isConstantPart(part, constantOf)) return true;
    const isLeaf = part.node === 'name' || part.node === 'local' || (part.node === 'field' && part.of.node === 'local');
    if (isLeaf) return leaves.push(part as Leaf) > 0;
    return partsOf(part)?.every(visit) ?? false;
  };
  if (!visit(typed)) return undefined;
  const keys = new Set(leaves.map(leafKey));
  return keys.size === 1 ? leaves[0] : undefined;
};

const leafKey = (leaf: Leaf): string => {
  if (leaf.node === 'name') return `name ${leaf.name}`;
  if (leaf.node === 'local') return `slot ${leaf.slot}`;
  return leaf.of.node === 'local' ? `slot ${leaf.of.slot} ${leaf.field}` : '';
};

/** The same expression with a value in the place of its leaf. */
export const withLeaf = (leaf: Leaf, value: Value): Bound => {
  if (leaf.node === 'name') return { names: { [leaf.name]: value } };
  const slots: Value[] = [];
  if (leaf.node === 'local') slots[leaf.slot] = value;
  else if (leaf.of.node === 'local') slots[leaf.of.slot] = { [leaf.field]: value };
  return { slots };
};
