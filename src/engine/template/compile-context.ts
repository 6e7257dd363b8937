/** What the compiler of a template carries from part to part: the names in scope, where it stands, and the mistakes that it has found so far. */
import type { FeelType } from '../feel/index.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { BlockDocument, RetryPolicy, StepTimeouts } from '../model/template-document.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { type CompiledExpression, compileExpression } from './compile-expression.ts';
import { type Compiled, compileTemplated } from './compile-templated.ts';
import type { ValueCheck } from './json-schema-check.ts';
import { type ReadPlace, readProblems } from './read-order.ts';
import type { Block, StepAction } from './template-graph.ts';
import type { TemplateScope } from './template-scope.ts';

export type CompileContext = {
  readonly tasks: TaskRegistry;
  /** By name, as the template has them under `use.retries`; undefined where that cannot be understood. */
  readonly retries: ReadonlyMap<string, RetryPolicy> | undefined;
  readonly scope: TemplateScope;
  /** Undefined around the template itself. */
  readonly place: ReadPlace | undefined;
  /** Only types are of interest: nothing is compiled a second time for the sake of them. */
  readonly isDraft?: boolean;
  /** Whether the step at this pointer is well formed. Of the others nothing is known but their names. */
  isSound(pointer: string): boolean;
  /** What the outputs of steps are taken for: see compile-template.ts. */
  outputType(type: FeelType): FeelType;
  /** The check of values against a JSON Schema in the template. */
  schemaCheck(schema: JsonObject, pointer: string): ValueCheck;
  /** Compiles what stands inside of a step; `context` is that of the step. */
  compileBlock(block: BlockDocument, pointer: string, context: CompileContext): CompiledBlock;
  report(...problems: readonly Problem[]): void;
};

export type CompiledAction = {
  /** Absent where the step cannot be understood. */
  readonly action?: StepAction;
  readonly output: FeelType;
  /** What holds where the step says nothing. */
  readonly timeouts?: StepTimeouts | undefined;
};

export type CompiledBlock = { readonly block: Block; readonly output: FeelType };

type Compilable = { readonly pointer: string; readonly expected?: FeelType };

/** Compiles a value in which texts may be expressions, and reports what is wrong with it. */
export const compileValue = (value: Json, { pointer, expected }: Compilable, context: CompileContext): Compiled => {
  const compiled = compileTemplated(value, pointer, context.scope.feel(), expected);
  context.report(...compiled.problems, ...readProblems(compiled.reads, context.place));
  return compiled;
};

/** The same for a text that is an expression in any case. */
export const compileCondition = (text: string, { pointer, expected }: Compilable, context: CompileContext): CompiledExpression => {
  const compiled = compileExpression(text, pointer, context.scope.feel(), expected);
  context.report(...compiled.problems, ...readProblems(compiled.reads, context.place));
  return compiled;
};
