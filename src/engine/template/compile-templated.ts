/** Compiles a value in which strings that start with "= " are FEEL expressions. */
import { compileExpression, type Environment, type FeelType, type Scope } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { Value } from '../model/value.ts';
import { valueToJson } from './json-value.ts';

const MARK = '= ';

/** Something compiled, or its mistakes. */
export type Compiled<T> = {
  readonly problems: readonly Problem[];
  /** Fields of named contexts that its expressions read, and where: "steps.load". */
  readonly reads: readonly { readonly field: string; readonly pointer: string }[];
  /** Refusal 'invalid' where an expression has no value for another reason than an absent fact. */
  evaluate(environment: Environment): T;
};

const constant = (value: Json): Compiled<Json> => ({ problems: [], reads: [], evaluate: () => value });

const broken = (problems: readonly Problem[]): Compiled<never> => ({
  problems,
  reads: [],
  evaluate: () => {
    throw new Error('a template with mistakes cannot run');
  },
});

/** Compiles one expression; the text starts with its mark. Ranges of problems are into the whole text. */
export const compileMarked = (text: string, pointer: string, scope: Scope, expected?: FeelType): Compiled<Value> => {
  const { expression, problems } = compileExpression(text.slice(MARK.length), scope, expected);
  if (expression === undefined) {
    return broken(
      problems.map(({ range, ...problem }) => ({
        ...problem,
        pointer,
        ...(range !== undefined && { range: { from: range.from + MARK.length, to: range.to + MARK.length } }),
      })),
    );
  }
  const reads = expression.fields.map((field) => ({ field, pointer }));
  return { problems: [], reads, evaluate: (environment) => expression.evaluate(environment) };
};

/** A text, or an expression that gives a value of the expected type. */
export const compileText = (text: string, pointer: string, scope: Scope, expected?: FeelType): Compiled<Json> => {
  if (text.startsWith(MARK)) {
    const compiled = compileMarked(text, pointer, scope, expected);
    return { ...compiled, evaluate: (environment) => valueToJson(compiled.evaluate(environment)) };
  }
  if (!/^=\S/.test(text)) return constant(text);
  const suggestion = `an expression is written with a blank after the sign: ${JSON.stringify(`= ${text.slice(1)}`)}`;
  return broken([{ pointer, message: 'a text that starts with "=" and no blank is neither an expression nor clearly a text', suggestion }]);
};

const compileParts = (
  parts: readonly (readonly [key: string | number, value: Json])[],
  pointer: string,
  scope: Scope,
  build: (values: readonly Json[]) => Json,
): Compiled<Json> => {
  const compiled = parts.map(([key, value]) => compileTemplated(value, pointerTo(pointer, key), scope));
  return {
    problems: compiled.flatMap(({ problems }) => problems),
    reads: compiled.flatMap(({ reads }) => reads),
    evaluate: (environment) => build(compiled.map((part) => part.evaluate(environment))),
  };
};

/** @param pointer where the value stands in its document. */
export const compileTemplated = (value: Json, pointer: string, scope: Scope): Compiled<Json> => {
  if (typeof value === 'string') return compileText(value, pointer, scope);
  if (typeof value !== 'object' || value === null) return constant(value);
  if (Array.isArray(value)) return compileParts([...value.entries()], pointer, scope, (values) => values);
  const parts = Object.entries(value);
  return compileParts(parts, pointer, scope, (values) => Object.fromEntries(parts.map(([name], i) => [name, values[i] as Json])));
};
