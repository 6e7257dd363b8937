/** FEEL text to our syntax tree, with a problem for each place where the syntax is wrong. */
import type { Problem } from '../model/problem.ts';
import { NESTING_MAX } from './limits.ts';
import { parserFor, type SourceKind, type SyntaxNode, type Tree } from './parser.ts';
import { readExpression, readUnaryTests } from './read-syntax.ts';
import type { Scope } from './scope.ts';
import { shapeProblem } from './source-shape.ts';
import type { Syntax, UnaryTestsSyntax } from './syntax.ts';
import { syntaxProblems } from './syntax-problem.ts';

/** `syntax` is there also beside problems, with `missing` in their places, except where the source is beyond a limit. */
export type Parsed<T> = { readonly syntax?: T; readonly problems: readonly Problem[] };

/** Undefined where lezer-feel itself gives up: its tracking of names throws on some malformed texts. */
export const treeOf = (source: string, scope: Scope, kind: SourceKind): Tree | undefined => {
  try {
    return parserFor(scope, kind).parse(source);
  } catch {
    return undefined;
  }
};

/** The first node that is nested too deep. A cursor walks without recursion. */
const tooDeep = (tree: Tree): SyntaxNode | undefined => {
  const cursor = tree.cursor();
  let depth = 0;
  for (;;) {
    if (cursor.firstChild()) {
      if (++depth > NESTING_MAX * 2) return cursor.node;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return undefined;
      depth--;
    }
  }
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
  const deep = tooDeep(tree);
  if (deep !== undefined) {
    const message = 'the expression is nested too deep';
    return { problems: [{ range: { from: deep.from, to: deep.to }, message, suggestion: 'split it into several decisions' }] };
  }
  return { syntax: read(source, tree.topNode), problems: syntaxProblems(source, tree, (text) => treeOf(text, scope, kind)) };
};

export const parseExpression = (source: string, scope: Scope): Parsed<Syntax> => parse(source, scope, 'expression', readExpression);

export const parseUnaryTests = (source: string, scope: Scope): Parsed<UnaryTestsSyntax> =>
  parse(source, scope, 'unary-tests', readUnaryTests);
