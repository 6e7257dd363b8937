/** Parameters with keys: a look into a table by the places of the keys. */
import { Exact } from '../../model/exact.ts';
import { isSafe } from '../../model/integer-range.ts';
import { type Context, isContext, Null, type Value } from '../../model/value.ts';
import type { Typed } from '../typed.ts';
import { orMissing } from './choose.ts';
import { constantValue } from './constant-value.ts';
import type { Lowering } from './lowering.ts';
import type { Node } from './node.ts';
import { notCompilable } from './not-compilable.ts';
import { commonUnit } from './number.ts';
import { knownDictionary, recoded } from './text.ts';
import type { KernelValue, NumberValue } from './value.ts';

/** Places of a number key: from its smallest to its largest. */
const NUMBER_PLACES_MAX = 4_096;
/** Entries of a table of all keys together. */
const ENTRIES_MAX = 65_536;

/** A key as a place from 0 on: the text of the key at each place, undefined where there is none. */
type KeyPlaces = { readonly texts: readonly (string | undefined)[]; readonly place: Node; readonly isIn: Node; readonly missing: Node };

const cellOf = (text: string, { unit }: NumberValue): bigint | undefined => {
  const value = Exact.parse(text);
  return value?.toText() === text ? value.divide(unit)?.toBigInt() : undefined;
};

const numberPlaces = ({ bench: { graph } }: Lowering, key: NumberValue, keys: readonly string[]): KeyPlaces => {
  if (key.bottom !== undefined) return notCompilable('the key of a parameter is a quotient');
  const cells = keys.flatMap((text) => {
    const cell = cellOf(text, key);
    return cell === undefined ? [] : [{ cell, text }];
  });
  const { missing } = key;
  const [first, ...others] = cells.map(({ cell }) => cell);
  if (first === undefined) return { texts: [undefined], place: graph.small(0), isIn: graph.falsehood, missing };
  const low = others.reduce((least, cell) => (cell < least ? cell : least), first);
  const high = others.reduce((most, cell) => (cell > most ? cell : most), first);
  if (high - low >= BigInt(NUMBER_PLACES_MAX)) return notCompilable('the keys of a parameter lie too far apart');
  const texts: (string | undefined)[] = Array.from({ length: Number(high - low) + 1 });
  for (const { cell, text } of cells) texts[Number(cell - low)] = text;
  const isIn = graph.and(graph.atMost(graph.integer(low), key.top), graph.atMost(key.top, graph.integer(high)));
  const within = graph.maximum(graph.minimum(key.top, graph.integer(high)), graph.integer(low));
  return { texts, place: graph.asIndex(graph.subtract(within, graph.integer(low))), isIn, missing };
};

const placesOf = (lowering: Lowering, key: KernelValue, keys: readonly string[]): KeyPlaces => {
  const { bench } = lowering;
  const { graph } = bench;
  switch (key.kind) {
    case 'number':
      return numberPlaces(lowering, key, keys);
    case 'boolean':
      return {
        texts: ['false', 'true'],
        place: graph.choose(key.yes, graph.small(1), graph.small(0)),
        isIn: graph.truth,
        missing: key.missing,
      };
    case 'text': {
      const code = recoded(bench, key.code, key.dictionary, knownDictionary(keys));
      const isIn = graph.atMost(graph.small(0), code);
      return { texts: keys, place: graph.choose(isIn, code, graph.small(0)), isIn, missing: key.missing };
    }
    default:
      return notCompilable('the key of a parameter is neither a number nor a text nor a boolean');
  }
};

const isTable = (value: Value | undefined): value is Context => value !== undefined && isContext(value);

/** The keys that some table at this level has. */
const keysIn = (tables: readonly (Value | undefined)[]): string[] => [
  ...new Set(tables.flatMap((table) => (isTable(table) ? Object.keys(table) : []))),
];

const entryOf = (table: Value | undefined, key: string | undefined): Value | undefined =>
  isTable(table) && key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

/** A table of values, undefined or Null where there is none, at a place. */
const look = (lowering: Lowering, entries: readonly (Value | undefined)[], place: Node, typed: Typed): KernelValue => {
  const { graph, tables } = lowering.bench;
  const present = entries.filter((entry) => entry !== undefined && !(entry instanceof Null)) as Value[];
  const isAbsent = entries.map((entry) => entry === undefined || entry instanceof Null);
  const missing = isAbsent.includes(true) ? graph.lookFlag(tables.flags(isAbsent), place) : graph.falsehood;
  const [first] = present;
  if (first === undefined) return constantValue(lowering.bench, new Null({ kind: 'unknown-key', at: '', message: '' }), typed.type);
  if (present.every((entry) => entry instanceof Exact)) return { ...lookNumber(lowering, entries, place), missing };
  if (present.every((entry) => typeof entry === 'boolean')) {
    return { kind: 'boolean', yes: graph.lookFlag(tables.flags(entries.map((entry) => entry === true)), place), missing };
  }
  if (!present.every((entry) => typeof entry === 'string'))
    return notCompilable('a parameter with keys has values that are neither numbers nor texts nor booleans');
  const texts = [...new Set(present as string[])];
  const codes = entries.map((entry) => BigInt(Math.max(0, texts.indexOf(entry as string))));
  const bounds = { low: 0n, high: BigInt(texts.length - 1), isBig: false };
  return { kind: 'text', code: graph.look(tables.numbers(codes, false), place, bounds), dictionary: knownDictionary(texts), missing };
};

const lookNumber = (
  { bench: { graph, tables } }: Lowering,
  entries: readonly (Value | undefined)[],
  place: Node,
): Omit<NumberValue, 'missing'> => {
  const numbers = entries.map((entry) => (entry instanceof Exact ? entry.reduced() : Exact.ZERO));
  const units = numbers.filter(({ n }) => n !== 0n).map(({ n, d }) => Exact.of(n < 0n ? -n : n, d));
  const unit = units.length === 0 ? Exact.ONE : units.reduce(commonUnit);
  const cells = numbers.map(({ n, d }) => (n * unit.d) / (d * unit.n));
  const low = cells.reduce((least, cell) => (cell < least ? cell : least));
  const high = cells.reduce((most, cell) => (cell > most ? cell : most));
  const isBig = graph.onlyBig || !isSafe(low, high);
  return { kind: 'number', unit, top: graph.look(tables.numbers(cells, isBig), place, { low, high, isBig }) };
};

/** The keys of `limit[size][age]`, the outer one first, and the table that they pick from. */
const keysOf = (typed: Extract<Typed, { readonly node: 'keyed' }>): { readonly of: Typed; readonly keys: readonly Typed[] } => {
  if (typed.of.node !== 'keyed') return { of: typed.of, keys: [typed.key] };
  const { of, keys } = keysOf(typed.of);
  return { of, keys: [...keys, typed.key] };
};

export const lowerKeyed = (lowering: Lowering, typed: Extract<Typed, { readonly node: 'keyed' }>): KernelValue => {
  const { graph } = lowering.bench;
  const { of, keys } = keysOf(typed);
  const table = of.node === 'name' ? lowering.names.constantOf(of.name) : undefined;
  if (table === undefined) return notCompilable('what is picked from by a key is no parameter');
  let entries: (Value | undefined)[] = [table];
  let place: Node = graph.small(0);
  let [isIn, missing] = [graph.truth, graph.falsehood];
  for (const key of keys) {
    const places = placesOf(lowering, lowering.lower(lowering, key), keysIn(entries));
    const width = places.texts.length;
    if (entries.length * width > ENTRIES_MAX) return notCompilable('a parameter has too many keys');
    entries = entries.flatMap((entry) => places.texts.map((text) => entryOf(entry, text)));
    place = graph.add(graph.multiply(place, graph.small(width)), places.place);
    isIn = graph.and(isIn, places.isIn);
    missing = graph.or(missing, places.missing);
  }
  return orMissing(lowering.bench, graph.or(missing, graph.not(isIn)), look(lowering, entries, place, typed));
};
