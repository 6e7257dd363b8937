/** What depends on one text and nothing else that varies: computed by the interpreter for each text of a dictionary, and looked up by code. */
import { Null, type Value } from '../../model/value.ts';
import { absent } from '../null-of.ts';
import type { Typed } from '../typed.ts';
import { interpreter, onlyLeaf, withLeaf } from './interpreted.ts';
import type { Lowering } from './lowering.ts';
import type { ChunkTexts } from './tables.ts';
import { CODE_BOUNDS, textFlag } from './text.ts';
import type { Dictionary, KernelValue, TextValue } from './value.ts';

type Evaluate = (text: string) => Value;

/** Texts whose results are kept from chunk to chunk; then all are forgotten. */
const REMEMBERED_MAX = 8_192;

const remembered = (evaluate: Evaluate): Evaluate => {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text) ?? evaluate(text);
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.set(text, found);
    return found;
  };
};

const booleanOf = (lowering: Lowering, leaf: TextValue, key: string, evaluate: Evaluate, ofNull: Value): KernelValue => {
  const { bench } = lowering;
  const { graph } = bench;
  const passes = textFlag(bench, leaf, `${key} true`, (text) => evaluate(text) === true);
  const isOpen = textFlag(bench, leaf, `${key} null`, (text) => evaluate(text) instanceof Null);
  return {
    kind: 'boolean',
    yes: graph.choose(leaf.missing, graph.boolean(ofNull === true), passes),
    missing: graph.choose(leaf.missing, graph.boolean(ofNull instanceof Null), isOpen),
  };
};

const distinct = (values: readonly Value[]): string[] => [...new Set(values.filter((value) => typeof value === 'string'))];

const textOf = (lowering: Lowering, leaf: TextValue, key: string, evaluate: Evaluate): KernelValue => {
  const { graph, tables } = lowering.bench;
  const from = leaf.dictionary;
  const read = (texts: ChunkTexts): string[] => distinct(from.read(texts).map(evaluate));
  const dictionary: Dictionary = { key: `${key} of ${from.key}`, read };
  const place = tables.ofChunk(`${key} codes of ${from.key}`, (texts) => {
    const codes = new Map(read(texts).map((text, index) => [text, index]));
    return Float64Array.from(from.read(texts), (text) => codes.get(evaluate(text) as string) ?? 0);
  });
  const isOpen = textFlag(lowering.bench, leaf, `${key} null`, (text) => evaluate(text) instanceof Null);
  const code = graph.look(place, leaf.code, CODE_BOUNDS);
  return { kind: 'text', code, dictionary, missing: graph.or(leaf.missing, isOpen) };
};

/** Undefined where it depends on more than one text, or gives neither a boolean nor a text. */
export const perText = (lowering: Lowering, typed: Typed): KernelValue | undefined => {
  const { kind } = typed.type;
  if (kind !== 'boolean' && kind !== 'string' && kind !== 'enum') return undefined;
  const { constantOf } = lowering.names;
  const leaf = onlyLeaf(typed, constantOf);
  if (leaf === undefined || leaf === typed || (leaf.type.kind !== 'string' && leaf.type.kind !== 'enum')) return undefined;
  const text = lowering.lower(lowering, leaf);
  if (text.kind !== 'text') return undefined;
  const key = lowering.bench.tables.keyOf(typed);
  const run = interpreter(typed, constantOf);
  const evaluate = remembered((value) => run(withLeaf(leaf, value)));
  const ofNull = run(withLeaf(leaf, absent('')));
  if (kind === 'boolean') return booleanOf(lowering, text, key, evaluate, ofNull);
  if (!(ofNull instanceof Null)) return text.missing === lowering.bench.graph.falsehood ? textOf(lowering, text, key, evaluate) : undefined;
  return textOf(lowering, text, key, evaluate);
};
