/** Short ways to FEEL for tests: evaluate over plain data, collect what is wrong. */
import { compileExpression, type Expression } from '../../src/engine/feel/compile.ts';
import { evaluateText } from '../../src/engine/feel/evaluate-text.ts';
import { documentJson } from '../../src/engine/feel/json-value.ts';
import type { Scope } from '../../src/engine/feel/scope.ts';
import type { FeelType } from '../../src/engine/feel/type.ts';
import type { Json } from '../../src/engine/model/json.ts';
import type { Problem } from '../../src/engine/model/problem.ts';
import { Null, type NullCause, type Value } from '../../src/engine/model/value.ts';

export const resultOf = (source: string, context: Json = {}): Value => {
  const result = evaluateText(source, JSON.stringify(context));
  if ('problems' in result) throw new Error(`${source}: ${result.problems.map((problem) => problem.message).join('; ')}`);
  return result.value;
};

/** Numbers as exact text, dates as ISO text, a null as null. */
export const feel = (source: string, context?: Json): Json => documentJson(resultOf(source, context));

/** The same in conformance mode. */
export const conforming = (source: string, context: Json = {}): Json => {
  const result = evaluateText(source, JSON.stringify(context), 'conformance');
  if ('problems' in result) throw new Error(`${source}: ${result.problems.map((problem) => problem.message).join('; ')}`);
  return documentJson(result.value);
};

/** The causes of the nulls that conformance mode makes on the way, as messages. */
export const warningsOf = (source: string): readonly string[] => {
  const warnings: NullCause[] = [];
  const { expression, problems } = compileExpression(source, { names: new Map() }, undefined, 'conformance');
  if (expression === undefined) throw new Error(`${source}: ${JSON.stringify(problems)}`);
  expression.evaluate({ lookup: (name) => resultOf(name), warnings });
  return warnings.map(({ message }) => message);
};

export const causeOf = (source: string, context?: Json): NullCause | undefined => {
  const value = resultOf(source, context);
  return value instanceof Null ? value.cause : undefined;
};

export const scopeOf = (names: Readonly<Record<string, FeelType>>): Scope => ({ names: new Map(Object.entries(names)) });

export const compiled = (source: string, scope: Scope, expected?: FeelType): Expression => {
  const { expression, problems } = compileExpression(source, scope, expected);
  if (expression === undefined) throw new Error(`${source}: ${JSON.stringify(problems)}`);
  return expression;
};

export const problemsOf = (source: string, scope: Scope, expected?: FeelType): readonly Problem[] =>
  compileExpression(source, scope, expected).problems;

/** Each problem as "the part of the source: message". */
export const told = (source: string, scope: Scope, expected?: FeelType): readonly string[] =>
  problemsOf(source, scope, expected).map(({ range, message }) => `${source.slice(range?.from, range?.to)}: ${message}`);
