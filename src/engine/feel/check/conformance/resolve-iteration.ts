/** `for`, `some` and `every` in conformance mode. */
import type { DynamicIteration } from '../../dynamic.ts';
import type { IterationSyntax, Syntax } from '../../syntax.ts';
import { UNKNOWN } from '../../type.ts';
import type { Typed } from '../../typed.ts';
import { bind, type Checker, newSlot } from '../checker.ts';
import { dynamic } from './resolve-name.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;

type Bound = { readonly inner: Checker; readonly iterations: readonly DynamicIteration<Typed>[] };

/** Each name is bound for those after it and for the body. */
const resolveIterations = (checker: Checker, syntax: readonly IterationSyntax[]): Bound => {
  let inner = checker;
  const iterations = syntax.map(({ name, from, to }) => {
    const around = inner;
    const start = checker.check(around, from);
    const end = to === undefined ? {} : { to: checker.check(around, to) };
    const slot = newSlot(checker);
    inner = bind(inner, { name, slot, type: UNKNOWN });
    return { slot, name, from: start, ...end };
  });
  return { inner, iterations };
};

export const resolveFor = (checker: Checker, { range, iterations: syntax, body }: Of<'for'>): Typed => {
  const { inner, iterations } = resolveIterations(checker, syntax);
  const slot = newSlot(checker);
  const result = checker.check(bind(inner, { name: 'partial', slot, type: UNKNOWN }), body);
  const { usedSlots, keptSlots } = checker.findings;
  const partial = usedSlots.has(slot) ? { partial: { slot, kept: keptSlots.has(slot) } } : {};
  return dynamic(range, { form: 'for', iterations, body: result, ...partial });
};

export const resolveQuantified = (checker: Checker, { range, quantifier, iterations: syntax, body }: Of<'quantified'>): Typed => {
  const { inner, iterations } = resolveIterations(checker, syntax);
  return dynamic(range, { form: 'quantified', quantifier, iterations, body: checker.check(inner, body) });
};
