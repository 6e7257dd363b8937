/** Texts as codes into dictionaries that may differ from chunk to chunk: every operation is a look into a table by code. */
import { compareBy } from '../compare.ts';
import type { CompareOperator } from '../syntax.ts';
import { isConstant } from './graph.ts';
import type { Node } from './node.ts';
import { notCompilable } from './not-compilable.ts';
import type { Bench } from './number.ts';
import type { BooleanValue, Dictionary, TextValue } from './value.ts';

/** A code that is in no dictionary. */
const NO_CODE = -1;
/** Between which codes into a dictionary that is not known lie: a chunk never has more texts than 32 bits count. */
export const CODE_BOUNDS = { low: 0n, high: (1n << 31n) - 1n, isBig: false } as const;

export const knownDictionary = (texts: readonly string[]): Dictionary => ({
  key: `known ${JSON.stringify(texts)}`,
  known: texts,
  read: () => texts,
});

export const constantText = ({ graph }: Bench, text: string): TextValue => ({
  kind: 'text',
  code: graph.small(0),
  dictionary: knownDictionary([text]),
  missing: graph.falsehood,
});

/** The text that it always is. */
export const knownText = ({ code, dictionary: { known }, missing }: TextValue): string | undefined =>
  isConstant(code) && missing.high === 0n ? known?.[Number(code.low)] : undefined;

/** What holds for each text of the dictionary. `key` tells the test apart from others. */
export const textFlag = ({ graph, tables }: Bench, { code, dictionary }: TextValue, key: string, test: (text: string) => boolean): Node => {
  const { known, read } = dictionary;
  if (known !== undefined && isConstant(code)) return graph.boolean(test(known[Number(code.low)] as string));
  if (known !== undefined) {
    const passing = known.flatMap((text, index) => (test(text) ? [index] : []));
    if (passing.length === 0) return graph.falsehood;
    if (passing.length === known.length) return graph.truth;
    if (passing.length === 1) return graph.equal(code, graph.small(passing[0] as number));
    return graph.lookFlag(tables.flags(known.map(test)), code);
  }
  const place = tables.ofChunk(`${key} of ${dictionary.key}`, (texts) => Uint8Array.from(read(texts), (text) => Number(test(text))));
  return graph.lookFlag(place, code);
};

/** The code of the same text in another dictionary; NO_CODE where it is not there. */
export const recoded = (bench: Bench, code: Node, from: Dictionary, to: Dictionary): Node => {
  const { graph, tables } = bench;
  if (from.key === to.key) return code;
  if (from.known !== undefined && to.known !== undefined) {
    if (isConstant(code)) return graph.small(to.known.indexOf(from.known[Number(code.low)] as string));
    if (code.operation === 'choose') {
      const [condition, then, otherwise] = code.args as [Node, Node, Node];
      return graph.choose(condition, recoded(bench, then, from, to), recoded(bench, otherwise, from, to));
    }
    const { known } = to;
    const codes = from.known.map((text) => BigInt(known.indexOf(text)));
    if (codes.every((other, own) => other === BigInt(own))) return code;
    const low = codes.includes(BigInt(NO_CODE)) ? -1n : 0n;
    return graph.look(tables.numbers(codes, false), code, { low, high: BigInt(known.length), isBig: false });
  }
  const place = tables.ofChunk(`codes of ${from.key} in ${to.key}`, (texts) => {
    const codes = new Map(to.read(texts).map((text, index) => [text, index]));
    return Float64Array.from(from.read(texts), (text) => codes.get(text) ?? NO_CODE);
  });
  return graph.look(place, code, { ...CODE_BOUNDS, low: BigInt(NO_CODE) });
};

const union = (left: Dictionary, right: Dictionary): Dictionary => {
  if (left.key === right.key) return left;
  const read: Dictionary['read'] = (texts) => [...new Set([...left.read(texts), ...right.read(texts)])];
  if (left.known !== undefined && right.known !== undefined) return knownDictionary([...new Set([...left.known, ...right.known])]);
  return { key: `(${left.key} and ${right.key})`, read };
};

export const chooseText = (bench: Bench, condition: Node, then: TextValue, otherwise: TextValue): TextValue => {
  const { graph } = bench;
  const dictionary = union(then.dictionary, otherwise.dictionary);
  return {
    kind: 'text',
    dictionary,
    code: graph.choose(
      condition,
      recoded(bench, then.code, then.dictionary, dictionary),
      recoded(bench, otherwise.code, otherwise.dictionary, dictionary),
    ),
    missing: graph.choose(condition, then.missing, otherwise.missing),
  };
};

const holds = (bench: Bench, operator: CompareOperator, left: TextValue, right: TextValue): Node => {
  const text = knownText(right);
  if (text !== undefined) {
    return textFlag(bench, left, `whether ${operator} ${JSON.stringify(text)}`, (other) => compareBy(operator, other, text) === true);
  }
  if (knownText(left) !== undefined && (operator === '=' || operator === '!=')) return holds(bench, operator, right, left);
  if (operator !== '=' && operator !== '!=') return notCompilable('two texts that both vary are put in order');
  const same = bench.graph.equal(recoded(bench, left.code, left.dictionary, right.dictionary), right.code);
  return operator === '=' ? same : bench.graph.not(same);
};

export const compareTexts = (bench: Bench, operator: CompareOperator, left: TextValue, right: TextValue): BooleanValue => {
  const { graph } = bench;
  const missing = graph.or(left.missing, right.missing);
  return { kind: 'boolean', yes: graph.and(graph.not(missing), holds(bench, operator, left, right)), missing };
};
