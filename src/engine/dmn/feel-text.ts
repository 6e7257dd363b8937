/** FEEL texts of a DMN model, compiled in conformance mode: what cannot be compiled is null when it runs, with the mistake as its cause. */
import { compileExpression, compileUnaryTests, type Environment, type FeelType, type Scope, UNKNOWN } from '../feel/index.ts';
import type { Problem } from '../model/problem.ts';
import { Null, type Value } from '../model/value.ts';

/** Something that has a value when it runs. */
export type Logic = { readonly type: FeelType; evaluate(environment: Environment): Value };

/** For texts that read no names. */
export const NO_NAMES: Environment = { lookup: (name) => errorNull(name, `there is no "${name}"`) };

export const errorNull = (at: string, message: string): Null => new Null({ kind: 'error', at, message });

/** Logic that has no value, and why. */
export const failing = (at: string, message: string): Logic => {
  const missing = errorNull(at, message);
  return { type: UNKNOWN, evaluate: () => missing };
};

const firstMessage = (problems: readonly Problem[]): string => problems[0]?.message ?? 'the text cannot be read';

export const compileText = (source: string, scope: Scope): Logic => {
  const { expression, problems } = compileExpression(source, scope, undefined, 'conformance');
  return expression ?? failing(source, firstMessage(problems));
};

export type CellTests = { test(value: Value, environment: Environment): boolean | Null };

/** The unary tests of a table's cell, or undefined where they let every value pass. */
export const compileTests = (source: string, inputType: FeelType, scope: Scope): CellTests | undefined => {
  const { tests, problems } = compileUnaryTests(source, inputType, scope, 'conformance');
  if (tests === undefined) {
    const missing = errorNull(source, firstMessage(problems));
    return { test: () => missing };
  }
  return tests.syntax.tests === undefined ? undefined : tests;
};
