/** A parameter read under its keys, `limit[size]` or `grant[adults][children]`, compiled to closures. */
import { Exact } from '../../model/exact.ts';
import { Null, type Value } from '../../model/value.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import type { Typed } from '../typed.ts';
import type { Compiler } from './compiler.ts';
import { type Run, traceOf } from './frame.ts';

type Keyed = Extract<Typed, { readonly node: 'keyed' }>;

/** The parameter and all keys into it, the outer one first: `grant[adults][children]` nests one keyed node in another. */
type Chain = { readonly table: Typed; readonly name: string; readonly keys: readonly Typed[] };

const chainOf = ({ of, name, key }: Keyed): Chain => {
  if (of.node !== 'keyed') return { table: of, name, keys: [key] };
  const { keys, ...parameter } = chainOf(of);
  return { ...parameter, keys: [...keys, key] };
};

/** The text under which a value stands as a key; undefined for values that are no key. */
const keyTextOf = (key: Value): string | undefined => {
  if (typeof key === 'string') return key;
  if (typeof key === 'boolean') return String(key);
  return key instanceof Exact ? key.toText() : undefined;
};

/** In a trace the value under the keys is what counts, so that the table itself is not recorded. */
const compileTable = ({ compile }: Compiler, of: Typed): Run => {
  if (of.node !== 'name') return compile(of);
  const { name } = of;
  return ({ environment }) => environment.lookup(name);
};

export const compileKeyed = (compiler: Compiler, typed: Keyed): Run => {
  const { compile, traced, textOf } = compiler;
  const chain = chainOf(typed);
  const { name } = chain;
  const table = compileTable(compiler, chain.table);
  const picks = chain.keys.map(compile);
  const text = textOf(typed.range);
  return (frame) => {
    const keys: string[] = [];
    for (const pick of picks) {
      const key = pick(frame);
      if (key instanceof Null) return key;
      const keyText = keyTextOf(key);
      if (keyText === undefined) return wrongKind(key, 'a key', text);
      keys.push(keyText);
    }
    let found = table(frame);
    if (found instanceof Null) return found;
    let place = '';
    for (const key of keys) {
      if (!Object.hasOwn(found as object, key)) {
        found = nullOf('unknown-key', `${name}${place}[${key}]`, `"${name}${place}" has no value under the key "${key}"`);
        break;
      }
      found = (found as { readonly [key: string]: Value })[key] as Value;
      place += `[${key}]`;
    }
    if (traced) traceOf(frame).parameter({ name, place: keys.map((key) => `[${key}]`).join(''), value: found, text });
    return found;
  };
};
