/** Tests: what stands after `in`, and the cells of decision tables. */
import { isList, Null, type Value } from '../../model/value.ts';
import { wrongKind } from '../null-of.ts';
import type { CompareOperator } from '../syntax.ts';
import type { Test, Typed, TypedTests } from '../typed.ts';
import { compareValues } from './compile-operator.ts';
import type { Compiler } from './compiler.ts';
import { compileDynamicTest } from './dynamic/dynamic-test.ts';
import { type Frame, type Run, tooManyItems, traceOf, visits } from './frame.ts';

export type RunTest = (frame: Frame, value: Value) => boolean | Null;

/** `leftText`: the tested value as it stands in the source; the cell of a table does not have it. */
const compileCompareTest = (
  { compile, traced, textOf }: Compiler,
  test: Extract<Test, { readonly test: 'compare' }>,
  leftText: string | undefined,
): RunTest => {
  const right = compile(test.right);
  const { operator } = test;
  const at = textOf(test.range);
  if (!traced) return (frame, value) => compareValues(operator, value, right(frame), at);
  const rightText = textOf(test.right.range);
  return (frame, value) =>
    traceOf(frame).comparison(() => {
      const other = right(frame);
      return { operator, left: value, right: other, result: compareValues(operator, value, other, at), text: at, leftText, rightText };
    });
};

const both = (first: boolean | Null, second: () => boolean | Null): boolean | Null => {
  if (first === false) return false;
  const next = second();
  return next === false || first === true ? next : first;
};

const compileIntervalTest = (
  compiler: Compiler,
  test: Extract<Test, { readonly test: 'interval' }>,
  leftText: string | undefined,
): RunTest => {
  const { range } = test;
  const bound = (operator: CompareOperator, right: Typed): RunTest =>
    compileCompareTest(compiler, { test: 'compare', operator, right, range }, leftText);
  const low = bound(test.lowClosed ? '>=' : '>', test.low);
  const high = bound(test.highClosed ? '<=' : '<', test.high);
  return (frame, value) => both(low(frame, value), () => high(frame, value));
};

const compileMemberTest = ({ compile, textOf }: Compiler, test: Extract<Test, { readonly test: 'member' }>): RunTest => {
  const list = compile(test.list);
  const at = textOf(test.range);
  return (frame, value) => {
    const items = list(frame);
    if (!isList(items)) return wrongKind(items, 'a list', at);
    if (!visits(frame, items.length)) return tooManyItems(at);
    return anyPasses(items, (item) => compareValues('=', value, item, at));
  };
};

/** True where one passes; else null where one is open. */
const anyPasses = <T>(tests: readonly T[], run: (test: T) => boolean | Null): boolean | Null => {
  let open: Null | undefined;
  for (const test of tests) {
    const result = run(test);
    if (result === true) return true;
    if (result !== false) open ??= result;
  }
  return open ?? false;
};

const compileTest = (compiler: Compiler, test: Test, leftText: string | undefined): RunTest => {
  switch (test.test) {
    case 'compare':
      return compileCompareTest(compiler, test, leftText);
    case 'interval':
      return compileIntervalTest(compiler, test, leftText);
    case 'member':
      return compileMemberTest(compiler, test);
    case 'null':
      return (_, value) => value instanceof Null;
    case 'dynamic':
      return compileDynamicTest(compiler, test);
    case 'condition': {
      const condition = compiler.compile(test.condition);
      const at = compiler.textOf(test.range);
      return (frame) => {
        const value = condition(frame);
        return typeof value === 'boolean' ? value : wrongKind(value, 'a boolean', at);
      };
    }
  }
};

const compileAny = (compiler: Compiler, tests: readonly Test[], slot: number, leftText?: string): RunTest => {
  const compiled = tests.map((test) => compileTest(compiler, test, leftText));
  const [only] = compiled;
  const run: RunTest =
    compiled.length === 1 && only !== undefined ? only : (frame, value) => anyPasses(compiled, (test) => test(frame, value));
  return (frame, value) => {
    frame.slots[slot] = value;
    return run(frame, value);
  };
};

export const compileIn = (compiler: Compiler, typed: Extract<Typed, { readonly node: 'in' }>): Run => {
  const of = compiler.compile(typed.of);
  const passes = compileAny(compiler, typed.tests, typed.slot, compiler.textOf(typed.of.range));
  return (frame) => passes(frame, of(frame));
};

export const compileTests = (compiler: Compiler, { negated, tests, slot }: TypedTests): RunTest => {
  if (tests === undefined) return () => true;
  const passes = compileAny(compiler, tests, slot);
  if (!negated) return passes;
  return (frame, value) => {
    const result = passes(frame, value);
    return typeof result === 'boolean' ? !result : result;
  };
};
