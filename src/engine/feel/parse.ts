/** FEEL text to our syntax tree, with a problem for each place where the syntax is wrong. */
import type { Problem } from '../model/problem.ts';
import { ERROR_DEPTH_MAX, TREE_DEPTH_MAX } from './limits.ts';
import { type Parser, parserFor, type SourceKind, type SyntaxNode, type Tree } from './parser.ts';
import { readExpression, readUnaryTests } from './read-syntax.ts';
import { withReadableTypes } from './read-type.ts';
import type { Scope } from './scope.ts';
import { shapeProblem } from './source-shape.ts';
import type { Syntax, UnaryTestsSyntax } from './syntax.ts';
import { hasError, syntaxProblems } from './syntax-problem.ts';

/** `syntax` is there also beside problems, with `missing` in their places, except where the source is beyond a limit. */
export type Parsed<T> = { readonly syntax?: T; readonly problems: readonly Problem[] };

/**
 * lezer ends long chains of operators in long sources by force: after 300 reductions of nodes beyond a size it takes the grammar for
 * one that goes astray. Our limit of depth is of our own, so its count begins anew with each step.
 */
const parsed = (parser: Parser, source: string): Tree => {
  const steps: ReturnType<Parser['startParse']> & { bigReductionCount?: number } = parser.startParse(source);
  for (;;) {
    const tree = steps.advance();
    if (tree !== null) return tree;
    steps.bigReductionCount = 0;
  }
};

/** Undefined where lezer-feel itself gives up: its tracking of names throws on some malformed texts. */
export const treeOf = (source: string, scope: Scope, kind: SourceKind): Tree | undefined => {
  try {
    return parsed(parserFor(scope, kind), withReadableTypes(source));
  } catch {
    return undefined;
  }
};

/** The deepest node, and how deep it is. A cursor walks without recursion. */
const deepestOf = (tree: Tree): { readonly depth: number; readonly from: number; readonly to: number } => {
  const cursor = tree.cursor();
  let deepest = { depth: 0, from: 0, to: 0 };
  for (let depth = 0; ; ) {
    if (cursor.firstChild()) {
      depth++;
      if (depth > deepest.depth) deepest = { depth, from: cursor.from, to: cursor.to };
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return deepest;
      depth--;
    }
  }
};

const depthProblem = (tree: Tree): Problem | undefined => {
  const { depth, from, to } = deepestOf(tree);
  const isTooDeep = depth > TREE_DEPTH_MAX || (depth > ERROR_DEPTH_MAX && hasError(tree));
  return isTooDeep
    ? { range: { from, to }, message: 'the expression is nested too deep', suggestion: 'split it into several decisions' }
    : undefined;
};

const parse = <T>(source: string, scope: Scope, kind: SourceKind, read: (source: string, top: SyntaxNode) => T): Parsed<T> => {
  const shape = shapeProblem(source);
  if (shape !== undefined) return { problems: [shape] };
  const tree = treeOf(source, scope, kind);
  if (tree === undefined) {
    return {
      problems: [{ range: { from: 0, to: source.length }, message: 'the expression cannot be read', expected: 'a FEEL expression' }],
    };
  }
  const deep = depthProblem(tree);
  if (deep !== undefined) return { problems: [deep] };
  return { syntax: read(source, tree.topNode), problems: syntaxProblems(source, tree, (text) => treeOf(text, scope, kind)) };
};

export const parseExpression = (source: string, scope: Scope): Parsed<Syntax> => parse(source, scope, 'expression', readExpression);

export const parseUnaryTests = (source: string, scope: Scope): Parsed<UnaryTestsSyntax> =>
  parse(source, scope, 'unary-tests', readUnaryTests);
