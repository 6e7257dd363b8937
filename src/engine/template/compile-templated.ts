/** Compiles a value in which strings that start with "= " are FEEL expressions. */
import { BOOLEAN, contextOf, type FeelType, listOf, NULL, NUMBER, type Scope, STRING, UNKNOWN, unify } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import { compileExpression, MARK, type StepRead } from './compile-expression.ts';
import type { TemplateValues } from './template-graph.ts';

/** Something compiled, or its mistakes. */
export type Compiled = {
  readonly problems: readonly Problem[];
  readonly reads: readonly StepRead[];
  readonly type: FeelType;
  /** It has no expression in it: `evaluate` gives the same JSON each time. */
  readonly isConstant: boolean;
  /** Refusal 'invalid' where an expression has no value for another reason than an absent fact. */
  evaluate(values: TemplateValues): Json;
};

const constant = (value: Json, type: FeelType, problems: readonly Problem[] = []): Compiled => ({
  problems,
  reads: [],
  type,
  isConstant: true,
  evaluate: () => value,
});

/** "=input.amount", which is neither clearly a text nor an expression. */
const strayMark = (text: string, pointer: string): Problem => ({
  pointer,
  message: 'a text that starts with "=" and no blank is neither an expression nor clearly a text',
  suggestion: `an expression is written with a blank after the sign: ${JSON.stringify(`= ${text.slice(1)}`)}`,
  fix: { range: { from: 0, to: 1 }, replacement: MARK },
});

/** A text, or an expression that gives a value of the expected type. */
export const compileText = (text: string, pointer: string, scope: Scope, expected?: FeelType): Compiled => {
  if (!text.startsWith(MARK)) return constant(text, STRING, /^=\S/.test(text) ? [strayMark(text, pointer)] : []);
  const { problems, reads, type, json } = compileExpression(text, pointer, scope, expected);
  return { problems, reads, type, isConstant: false, evaluate: json };
};

/** @param build makes the whole of the values of its parts; `whole` is what it makes where none of them has an expression. */
const compileParts = (parts: readonly Compiled[], whole: Json, type: FeelType, build: (values: TemplateValues) => Json): Compiled => {
  const problems = parts.flatMap((part) => part.problems);
  if (parts.every(({ isConstant }) => isConstant)) return constant(whole, type, problems);
  return { problems, reads: parts.flatMap(({ reads }) => reads), type, isConstant: false, evaluate: build };
};

const compileList = (items: readonly Json[], pointer: string, scope: Scope): Compiled => {
  const parts = items.map((item, index) => compileTemplated(item, pointerTo(pointer, index), scope));
  const common = parts.reduce<FeelType | undefined>((type, part) => type && unify(type, part.type), NULL) ?? UNKNOWN;
  return compileParts(parts, items, listOf(common.kind === 'null' ? UNKNOWN : common), (values) =>
    parts.map((part) => part.evaluate(values)),
  );
};

/** @param pointer where the value stands in its document. */
export const compileTemplated = (value: Json, pointer: string, scope: Scope, expected?: FeelType): Compiled => {
  if (typeof value === 'string') return compileText(value, pointer, scope, expected);
  if (typeof value === 'number') return constant(value, NUMBER);
  if (typeof value === 'boolean') return constant(value, BOOLEAN);
  if (value === null) return constant(value, NULL);
  if (Array.isArray(value)) return compileList(value, pointer, scope);
  const fields = Object.entries(value).map(([name, part]) => [name, compileTemplated(part, pointerTo(pointer, name), scope)] as const);
  return compileParts(
    fields.map(([, part]) => part),
    value,
    contextOf(fields.map(([name, { type }]) => [name, type])),
    (values) => Object.fromEntries(fields.map(([name, part]) => [name, part.evaluate(values)])),
  );
};
