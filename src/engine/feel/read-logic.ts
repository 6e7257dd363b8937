/**
 * Reads `and`, `or` and `in` with the precedence that FEEL gives them.
 *
 * lezer-feel lets the test after `in` take all that follows: it reads `x in [1..5] and y` as `x in ([1..5] and y)`. So what is
 * not in brackets is taken apart into operands and the words between them, and put together again: `in` binds tightest, then
 * `and`, then `or` (DMN 1.5, 10.3.1.2).
 */
import type { SyntaxNode } from './parser.ts';
import type { CompareOperator, Range, Syntax } from './syntax.ts';

type Read = (node: SyntaxNode) => Syntax;
type Junction = 'and' | 'or';

/** Operands with the words between them: one word less than operands. */
type Chain = { readonly operands: Syntax[]; readonly words: Junction[] };

export type LogicReader = {
  readonly read: Read;
  readonly operandsOf: (node: SyntaxNode) => SyntaxNode[];
  readonly compareOperatorOf: (node: SyntaxNode) => CompareOperator | undefined;
  readonly missingIn: (node: SyntaxNode) => Syntax;
};

const single = (operand: Syntax): Chain => ({ operands: [operand], words: [] });

const joined = (left: Chain, word: Junction, right: Chain): Chain => {
  left.operands.push(...right.operands);
  left.words.push(word, ...right.words);
  return left;
};

const mapFirst = (chain: Chain, change: (first: Syntax) => Syntax): Chain => {
  const [first, ...rest] = chain.operands;
  return first === undefined ? chain : { operands: [change(first), ...rest], words: chain.words };
};

const junctionOf = (node: SyntaxNode): Junction | undefined => {
  if (node.name === 'Conjunction') return 'and';
  return node.name === 'Disjunction' ? 'or' : undefined;
};

/** The one test of an `in` that has no brackets around its tests. */
const openTestOf = (reader: LogicReader, node: SyntaxNode): SyntaxNode | undefined => {
  if (node.name !== 'Comparison' || node.getChild('in') === null) return undefined;
  const test = reader.operandsOf(node)[1];
  return test?.name === 'PositiveUnaryTest' ? reader.operandsOf(test)[0] : undefined;
};

const chainOf = (reader: LogicReader, node: SyntaxNode | undefined, around: SyntaxNode): Chain => {
  if (node === undefined) return single(reader.missingIn(around));
  const word = junctionOf(node);
  if (word !== undefined) {
    const [left, right] = reader.operandsOf(node);
    return joined(chainOf(reader, left, node), word, chainOf(reader, right, node));
  }
  const test = openTestOf(reader, node);
  if (test === undefined) return single(reader.read(node));
  const [of] = reader.operandsOf(node);
  return testChain(reader, of === undefined ? reader.missingIn(node) : reader.read(of), test);
};

const testOf = (of: Syntax, test: Syntax): Syntax => ({ range: spanOf(of, test), node: 'in', of, tests: [test] });

/** The chain that begins with `of in test`, where the parser gave the test too much. */
const testChain = (reader: LogicReader, of: Syntax, test: SyntaxNode): Chain => {
  const [left, right] = reader.operandsOf(test);
  const word = junctionOf(test);
  if (word !== undefined && left !== undefined) return joined(testChain(reader, of, left), word, chainOf(reader, right, test));
  const operator = reader.compareOperatorOf(test);
  if (test.name === 'SimplePositiveUnaryTest' && operator !== undefined) {
    return mapFirst(chainOf(reader, left, test), (bound) =>
      testOf(of, { range: { from: test.from, to: bound.range.to }, node: 'comparison-test', operator, right: bound }),
    );
  }
  if (test.name === 'Comparison' && operator !== undefined && left !== undefined && !readsInput(left)) {
    const compared = right === undefined ? reader.missingIn(test) : reader.read(right);
    return mapFirst(testChain(reader, of, left), (first) => ({
      range: spanOf(first, compared),
      node: 'compare',
      operator,
      left: first,
      right: compared,
    }));
  }
  return single(testOf(of, reader.read(test)));
};

/** Whether `?` stands in it: then it is a condition on the tested value, not the end of a test. */
const readsInput = (node: SyntaxNode): boolean => {
  const cursor = node.cursor();
  do {
    if (cursor.name === '?') return true;
  } while (cursor.next() && cursor.from < node.to);
  return false;
};

const spanOf = (first: Syntax, last: Syntax): Range => ({ from: first.range.from, to: Math.max(first.range.to, last.range.to) });

const combine = (node: Junction, left: Syntax, right: Syntax): Syntax => ({ range: spanOf(left, right), node, left, right });

/** "and" first, then "or", both from the left. */
const assembled = ({ operands, words }: Chain): Syntax => {
  const conjunctions: Syntax[] = [];
  operands.forEach((operand, index) => {
    const last = conjunctions.at(-1);
    if (last !== undefined && words[index - 1] === 'and') conjunctions[conjunctions.length - 1] = combine('and', last, operand);
    else conjunctions.push(operand);
  });
  return conjunctions.reduce((left, right) => combine('or', left, right));
};

/** For the nodes Conjunction, Disjunction, and Comparison with `in` and one test. */
export const readLogic = (reader: LogicReader, node: SyntaxNode): Syntax => assembled(chainOf(reader, node, node));

export const isOpenTest = (reader: LogicReader, node: SyntaxNode): boolean => openTestOf(reader, node) !== undefined;
