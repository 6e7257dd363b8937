/** Tests in conformance mode: what stands after `in`, and the cells of decision tables. */
import type { Slot } from '../../slot.ts';
import type { CompareOperator, Range, Syntax, UnaryTestsSyntax } from '../../syntax.ts';
import { BOOLEAN, UNKNOWN } from '../../type.ts';
import type { Test, Typed, TypedTests } from '../../typed.ts';
import { bind, type Checker, newSlot } from '../checker.ts';
import { meaningless } from './resolve-name.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;

/** `(< 5)` as a value: the range that the comparison describes (DMN 1.5, 10.3.1.2, rule 66). */
export const rangeOfTest = (range: Range, operator: CompareOperator, bound: Typed): Typed => {
  const open = { range, node: 'range', type: UNKNOWN, lowClosed: false, highClosed: false } as const;
  switch (operator) {
    case '=':
      return { ...open, low: bound, high: bound, lowClosed: true, highClosed: true };
    case '<':
      return { ...open, high: bound };
    case '<=':
      return { ...open, high: bound, highClosed: true };
    case '>':
      return { ...open, low: bound };
    case '>=':
      return { ...open, low: bound, lowClosed: true };
    case '!=':
      return meaningless(range, 'all values but one are no range');
  }
};

/** `slot` is that of the tested value, which a condition reads as `?`. */
const resolveTest = (checker: Checker, syntax: Syntax, slot: Slot): Test => {
  const { range } = syntax;
  if (syntax.node === 'comparison-test') {
    const value = checker.check(checker, syntax.right);
    return { test: 'dynamic', operator: syntax.operator, value, readsInput: false, range };
  }
  const { usedSlots } = checker.findings;
  const usedBefore = usedSlots.delete(slot);
  const value = checker.check(checker, syntax);
  const readsInput = usedSlots.has(slot);
  if (usedBefore) usedSlots.add(slot);
  return { test: 'dynamic', value, readsInput, range };
};

export const resolveIn = (checker: Checker, { range, of, tests }: Of<'in'>): Typed => {
  const value = checker.check(checker, of);
  const slot = newSlot(checker);
  const inner = bind(checker, { name: '?', slot, type: UNKNOWN });
  return { range, node: 'in', type: BOOLEAN, of: value, slot, tests: tests.map((test) => resolveTest(inner, test, slot)) };
};

/** The cell of a table. */
export const resolveTests = (checker: Checker, { tests, negated }: UnaryTestsSyntax): TypedTests => {
  const slot = newSlot(checker);
  const inner = bind(checker, { name: '?', slot, type: UNKNOWN });
  return tests === undefined ? { negated, slot } : { negated, slot, tests: tests.map((test) => resolveTest(inner, test, slot)) };
};
