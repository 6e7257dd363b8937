/** The names that a source reads, found without knowing any type: to see what it may depend on before types are known. */
import { parseExpression, parseUnaryTests } from './parse.ts';
import { EMPTY_SCOPE, type Scope } from './scope.ts';
import type { IterationSyntax, Syntax } from './syntax.ts';

type Visit = (name: string) => void;

/** Names bound on the way to a node. */
type Bound = ReadonlySet<string>;

const binding = (bound: Bound, name: string): Bound => new Set(bound).add(name);

const visitAll = (parts: readonly Syntax[], bound: Bound, visit: Visit): void => {
  for (const part of parts) visitNames(part, bound, visit);
};

const visitIterations = (iterations: readonly IterationSyntax[], bound: Bound, visit: Visit): Bound => {
  let inner = bound;
  for (const { name, from, to } of iterations) {
    visitAll(to === undefined ? [from] : [from, to], inner, visit);
    inner = binding(inner, name);
  }
  return inner;
};

const visitNames = (syntax: Syntax, bound: Bound, visit: Visit): void => {
  switch (syntax.node) {
    case 'name':
      if (!bound.has(syntax.name) && syntax.name !== '?') visit(syntax.name);
      return;
    case 'sign':
    case 'path':
      visitNames(syntax.of, bound, visit);
      return;
    case 'arithmetic':
    case 'compare':
    case 'and':
    case 'or':
      visitAll([syntax.left, syntax.right], bound, visit);
      return;
    case 'comparison-test':
      visitNames(syntax.right, bound, visit);
      return;
    case 'interval':
      visitAll([syntax.low, syntax.high], bound, visit);
      return;
    case 'between':
      visitAll([syntax.of, syntax.low, syntax.high], bound, visit);
      return;
    case 'in':
      visitAll([syntax.of, ...syntax.tests], bound, visit);
      return;
    case 'if':
      visitAll([syntax.condition, syntax.then, syntax.otherwise], bound, visit);
      return;
    case 'for':
    case 'quantified':
      visitNames(syntax.body, visitIterations(syntax.iterations, bound, visit), visit);
      return;
    case 'filter':
      visitNames(syntax.of, bound, visit);
      visitNames(syntax.condition, binding(bound, 'item'), visit);
      return;
    case 'call':
      visitAll(
        syntax.arguments.map(({ value }) => value),
        bound,
        visit,
      );
      return;
    case 'invoke':
      visitAll([syntax.of, ...syntax.arguments.map(({ value }) => value)], bound, visit);
      return;
    case 'function':
      visitNames(syntax.body, new Set([...bound, ...syntax.parameters.map(({ name }) => name)]), visit);
      return;
    case 'instance-of':
      visitNames(syntax.of, bound, visit);
      return;
    case 'list':
      visitAll(syntax.items, bound, visit);
      return;
    case 'context': {
      let inner = bound;
      for (const { key, value } of syntax.entries) {
        visitNames(value, inner, visit);
        inner = binding(inner, key);
      }
      return;
    }
    default:
      return;
  }
};

/**
 * Free names of an expression, in the order of their first place, an upper bound: in `members[age < 18]` also "age", as only
 * the type of `members` tells that it is a field. `compileExpression` gives the exact ones. Names with spaces are read as one
 * only if the scope has them. Empty where the source cannot be read.
 */
export const readsOf = (source: string, scope: Scope = EMPTY_SCOPE): readonly string[] => {
  const found = new Set<string>();
  const { syntax } = parseExpression(source, scope);
  if (syntax !== undefined) visitNames(syntax, new Set(), (name) => found.add(name));
  return [...found];
};

/** The same for the unary tests of a decision table's cell. */
export const readsOfTests = (source: string, scope: Scope = EMPTY_SCOPE): readonly string[] => {
  const found = new Set<string>();
  const { syntax } = parseUnaryTests(source, scope);
  visitAll(syntax?.tests ?? [], new Set(), (name) => found.add(name));
  return [...found];
};
