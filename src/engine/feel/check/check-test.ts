/** Tests: what stands after `in`, and the cells of decision tables. */
import type { Slot } from '../slot.ts';
import type { Syntax, UnaryTestsSyntax } from '../syntax.ts';
import { BOOLEAN, type FeelType } from '../type.ts';
import { fits } from '../type-relation.ts';
import type { Test, Typed, TypedTests } from '../typed.ts';
import { comparison } from './check-operator.ts';
import { bind, type Checker, isNullLiteral, newSlot } from './checker.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;

/** `input` stands for the tested value; the checker knows it as "?". */
const checkTest = (checker: Checker, syntax: Syntax, input: Typed, slot: Slot): Test => {
  const { range } = syntax;
  switch (syntax.node) {
    case 'comparison-test': {
      const right = checker.check(checker, syntax.right);
      comparison(checker, { range, operator: syntax.operator, left: input, right });
      const isNullTest = isNullLiteral(right) && (syntax.operator === '=' || syntax.operator === '!=');
      if (!isNullTest) return { test: 'compare', operator: syntax.operator, right, range };
      return syntax.operator === '=' ? { test: 'null', range } : { test: 'condition', range, condition: isPresent(syntax, input) };
    }
    case 'interval': {
      const low = checker.check(checker, syntax.low);
      const high = checker.check(checker, syntax.high);
      comparison(checker, { range: low.range, operator: '>=', left: input, right: low });
      comparison(checker, { range: high.range, operator: '<=', left: input, right: high });
      return { test: 'interval', low, high, lowClosed: syntax.lowClosed, highClosed: syntax.highClosed, range };
    }
    default:
      return checkValueTest(checker, syntax, input, slot);
  }
};

const isPresent = ({ range }: Syntax, input: Typed): Typed => ({ range, node: 'is-null', type: BOOLEAN, of: input, negated: true });

/** The type of the ends of a range, or of ranges in a list: a value passes inside of one. */
const rangeIn = (type: FeelType): FeelType | undefined => {
  const item = type.kind === 'list' ? type.of : type;
  return item.kind === 'range' ? item.of : undefined;
};

const checkValueTest = (checker: Checker, syntax: Syntax, input: Typed, slot: Slot): Test => {
  const { range } = syntax;
  const { usedSlots } = checker.findings;
  const usedBefore = usedSlots.has(slot);
  usedSlots.delete(slot);
  const right = checker.check(checker, syntax);
  const readsInput = usedSlots.has(slot);
  if (usedBefore) usedSlots.add(slot);
  if (isNullLiteral(right)) return { test: 'null', range };
  if (readsInput && fits(right.type, BOOLEAN)) return { test: 'condition', condition: right, range };
  const ends = input.type.kind === 'list' || input.type.kind === 'range' ? undefined : rangeIn(right.type);
  if (ends !== undefined) {
    comparison(checker, { range, operator: '>=', left: input, right: { ...right, type: ends } });
    return { test: 'dynamic', value: right, readsInput: false, range };
  }
  if (right.type.kind === 'list' && input.type.kind !== 'list') {
    const item: Typed = { ...right, type: right.type.of };
    comparison(checker, { range, operator: '=', left: input, right: item });
    return { test: 'member', list: right, range };
  }
  comparison(checker, { range, operator: '=', left: input, right });
  return { test: 'compare', operator: '=', right, range };
};

export const checkIn = (checker: Checker, syntax: Of<'in'>): Typed => {
  const of = checker.check(checker, syntax.of);
  const slot = newSlot(checker);
  const inner = bind(checker, { name: '?', slot, type: of.type });
  const tests = syntax.tests.map((test) => checkTest(inner, test, of, slot));
  return { range: syntax.range, node: 'in', type: BOOLEAN, of, slot, tests };
};

export const checkBetween = (checker: Checker, { range, of, low, high }: Of<'between'>): Typed =>
  checkIn(checker, { range, node: 'in', of, tests: [{ range, node: 'interval', low, high, lowClosed: true, highClosed: true }] });

/** The cell of a table: `input` has no place in this source, so problems point at what it is compared with. */
export const checkTests = (checker: Checker, syntax: UnaryTestsSyntax, type: Typed['type']): TypedTests => {
  const slot = newSlot(checker);
  const inner = bind(checker, { name: '?', slot, type });
  const input: Typed = { range: syntax.range, node: 'local', type, slot, name: '?' };
  const { negated } = syntax;
  return syntax.tests === undefined
    ? { negated, slot }
    : { negated, slot, tests: syntax.tests.map((test) => checkTest(inner, test, input, slot)) };
};
