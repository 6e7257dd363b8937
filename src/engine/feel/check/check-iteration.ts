/** `for`, `some` and `every`: bound names and the lists they run over. */
import type { IterationSyntax, Syntax } from '../syntax.ts';
import { BOOLEAN, DATE, type FeelType, listOf, NUMBER, typeText, UNKNOWN } from '../type.ts';
import type { Iteration, Typed } from '../typed.ts';
import { bind, type Checker, keyHint, needs, newSlot, report } from './checker.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;

/** The whole numbers or days of a range, as a list: conformance mode knows how to run through them. */
const valuesOf = (checker: Checker, of: FeelType, from: Typed, to?: Typed): Typed => {
  const slot = newSlot(checker);
  const range = { from: from.range.from, to: (to ?? from).range.to };
  const iteration = { slot, name: '', from, ...(to === undefined ? {} : { to }) };
  const body: Typed = { range, node: 'local', type: of, slot, name: '' };
  return { range, node: 'dynamic', type: listOf(of), meaning: { form: 'for', iterations: [iteration], body } };
};

const checkIteration = (
  checker: Checker,
  { name, from, to }: IterationSyntax,
): { readonly inner: Checker; readonly iteration: Iteration } => {
  const slot = newSlot(checker);
  const start = checker.check(checker, from);
  if (to !== undefined) {
    const end = checker.check(checker, to);
    if (start.type.kind === 'date' && end.type.kind === 'date') {
      return { inner: bind(checker, { name, slot, type: DATE }), iteration: { slot, name, from: valuesOf(checker, DATE, start, end) } };
    }
    needs(checker, start, NUMBER, '".."');
    needs(checker, end, NUMBER, '".."');
    return { inner: bind(checker, { name, slot, type: NUMBER }), iteration: { slot, name, from: start, to: end } };
  }
  const ends = start.type.kind === 'range' ? start.type.of : undefined;
  if (ends?.kind === 'number' || ends?.kind === 'date') {
    return { inner: bind(checker, { name, slot, type: ends }), iteration: { slot, name, from: valuesOf(checker, ends, start) } };
  }
  const isList = start.type.kind === 'list' || start.type.kind === 'unknown';
  if (!isList) {
    report(checker, start.range, `"in" runs over a list, and this is ${typeText(start.type)}`, {
      expected: 'a list',
      ...keyHint(checker, start),
    });
  }
  const type = start.type.kind === 'list' ? start.type.of : UNKNOWN;
  return { inner: bind(checker, { name, slot, type }), iteration: { slot, name, from: start } };
};

/** Each name is bound for those after it and for the body. */
const checkIterations = (
  checker: Checker,
  iterations: readonly IterationSyntax[],
): { readonly inner: Checker; readonly typed: Iteration[] } => {
  let inner = checker;
  const typed = iterations.map((syntax) => {
    const bound = checkIteration(inner, syntax);
    inner = bound.inner;
    return bound.iteration;
  });
  return { inner, typed };
};

/** The type of "partial", and what tells it from a name that someone gave. */
const RESULTS_SO_FAR = listOf(UNKNOWN);

const isPartialTaken = (checker: Checker): boolean => {
  let { locals } = checker;
  while (locals !== undefined && locals.name !== 'partial') locals = locals.outer;
  return locals === undefined ? checker.names.has('partial') : locals.type !== RESULTS_SO_FAR;
};

/** The body may read the results so far as "partial", unless that is the name of something else. Their type is not known yet. */
export const checkFor = (checker: Checker, { range, iterations, body }: Of<'for'>): Typed => {
  const { inner, typed } = checkIterations(checker, iterations);
  const slot = newSlot(checker);
  const around = isPartialTaken(inner) ? inner : bind(inner, { name: 'partial', slot, type: RESULTS_SO_FAR });
  const result = checker.check(around, body);
  const type = listOf(result.type);
  if (!checker.findings.usedSlots.has(slot)) return { range, node: 'for', type, iterations: typed, body: result };
  return { range, node: 'dynamic', type, meaning: { form: 'for', iterations: typed, body: result, partial: { slot, kept: true } } };
};

export const checkQuantified = (checker: Checker, { range, quantifier, iterations, body }: Of<'quantified'>): Typed => {
  const { inner, typed } = checkIterations(checker, iterations);
  const condition = checker.check(inner, body);
  needs(checker, condition, BOOLEAN, '"satisfies"');
  return { range, node: 'quantified', type: BOOLEAN, quantifier, iterations: typed, body: condition };
};
