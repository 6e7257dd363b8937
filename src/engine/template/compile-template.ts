/** Compiles a template to the graph that runs follow. */
import { type FeelType, STRING, UNKNOWN } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { type Problem, refuse } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { compileBlock } from './compile-block.ts';
import type { CompileContext } from './compile-context.ts';
import { compileText } from './compile-templated.ts';
import { durationMs } from './duration-ms.ts';
import { eachStep } from './each-step.ts';
import { schemaCheck } from './json-schema-check.ts';
import { jsonSchemaType } from './json-schema-type.ts';
import { limitRule } from './step-rules.ts';
import type { LimitRule, TemplateGraph, TemplateValues } from './template-graph.ts';
import { statedReferences } from './template-references.ts';
import { inputScope, templateScope } from './template-scope.ts';

const ATTEMPTS_AT_ONCE = 8;

const onInput = (input: Json): TemplateValues => ({ input, output: () => undefined, error: () => undefined });

/** By task function that the template calls. */
const limitsOf = (document: TemplateDocument, tasks: TaskRegistry): ReadonlyMap<string, LimitRule> => {
  const stated = new Map(Object.entries(document.use?.limits ?? {}));
  const limits = [...tasks.values()].flatMap(({ name, defaults }): (readonly [string, LimitRule])[] => {
    const rule = limitRule(defaults.limits, stated.get(name));
    return rule === undefined ? [] : [[name, rule]];
  });
  return new Map(limits);
};

export type CompileOptions = {
  /** Whether the step at a pointer, or "/use", can be understood: see sound-parts.ts. All can if absent. */
  readonly isSound?: (pointer: string) => boolean;
  /** What is known of what steps compute is not used: see compileTemplate. */
  readonly untyped?: boolean;
};

/** The graph, and all that is wrong with what can be understood of the template. With mistakes the graph cannot be used. */
export const compileParts = (
  document: TemplateDocument,
  tasks: TaskRegistry,
  { isSound = () => true, untyped = false }: CompileOptions,
): { readonly graph: TemplateGraph; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const input = jsonSchemaType(document.input.schema);
  const context: CompileContext = {
    tasks,
    retries: isSound('/use') ? new Map(Object.entries(document.use?.retries ?? {})) : undefined,
    scope: templateScope(
      input,
      eachStep(document, isSound).map(({ name }) => name),
    ),
    place: undefined,
    isSound,
    outputType: (type: FeelType) => (untyped ? UNKNOWN : type),
    schemaCheck,
    compileBlock,
    report: (...found) => problems.push(...found),
  };
  const { block } = compileBlock(document, '', context);
  const appeals = document.appeals === undefined ? undefined : compileText(document.appeals, '/appeals', inputScope(input), STRING);
  problems.push(...(appeals?.problems ?? []));
  const runTimeoutMs = document.timeouts?.run === undefined ? undefined : durationMs(document.timeouts.run);
  const graph: TemplateGraph = {
    document,
    // A run gives nothing where its template does not say what.
    root: document.output === undefined ? { ...block, output: () => null } : block,
    maxConcurrency: document.maxConcurrency ?? ATTEMPTS_AT_ONCE,
    ...(runTimeoutMs !== undefined && { runTimeoutMs }),
    checkInput: schemaCheck(document.input.schema, '/input/schema'),
    appeals: (value) => {
      const run = appeals?.evaluate(onInput(value));
      return typeof run === 'string' ? run : undefined;
    },
    references: statedReferences(document, isSound).filter(({ isPinned }) => isPinned),
    limits: limitsOf(document, tasks),
  };
  return { graph, problems };
};

/**
 * Refusal 'invalid' where the template does not compile any more: it was checked with task functions that this program does not have. Templates that an
 * earlier program published compile as they did then: it knew nothing of the values that `set` steps compute.
 * @param document checked with `checkTemplate`.
 */
export const compileTemplate = (document: TemplateDocument, tasks: TaskRegistry): TemplateGraph => {
  const typed = compileParts(document, tasks, {});
  if (typed.problems.length === 0) return typed.graph;
  const { graph, problems } = compileParts(document, tasks, { untyped: true });
  if (problems.length === 0) return graph;
  return refuse('invalid', `Template ${document.id}@${document.version} cannot be run by this program.`, problems);
};
