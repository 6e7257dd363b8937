/** Compiles all that a template says, as far as it is well formed, and gathers what is wrong with it. */
import { STRING } from '../feel/index.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { type CompiledStep, compileStep } from './compile-step.ts';
import { type Compiled, compileTemplated, compileText } from './compile-templated.ts';
import type { CompiledInput, InputCheck } from './run-input.ts';
import { type StatedEdge, statedEdges } from './step-edges.ts';
import { STEPS, templateEnvironment, templateScope } from './template-scope.ts';

/** A template of which any part may be missing. */
export type TemplateParts = Pick<TemplateDocument, 'steps' | 'output' | 'appeals'> & {
  readonly input?: TemplateDocument['input'];
  /** Names of all steps, also of those that are not well formed and stand not in `steps`. */
  readonly names: readonly string[];
};

export type CompiledBody = {
  readonly problems: readonly Problem[];
  readonly checkInput?: InputCheck;
  readonly steps: ReadonlyMap<string, CompiledStep>;
  readonly output?: Compiled<Json>;
  readonly appeals?: Compiled<Json>;
};

/** All steps that are final before the step may start. */
const stepsBefore = (name: string, edges: readonly StatedEdge[]): ReadonlySet<string> => {
  const found = new Set<string>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { from, to } of edges) {
      if (to !== next || found.has(from)) continue;
      found.add(from);
      waiting.push(from);
    }
  }
  return found;
};

/** What a step reads must be final before it starts, or its value would hang on who is faster. */
const earlyReads = (name: string, reads: CompiledStep['reads'], edges: readonly StatedEdge[]): readonly Problem[] => {
  const before = stepsBefore(name, edges);
  return reads.flatMap(({ field, pointer }) => {
    const read = field.startsWith(`${STEPS}.`) ? field.slice(STEPS.length + 1) : undefined;
    if (read === undefined || before.has(read)) return [];
    if (read === name) return [{ pointer, message: `step "${name}" reads its own output` }];
    return [{ pointer, message: `step "${name}" reads the output of "${read}" and does not wait for it`, ...needsHint(read) }];
  });
};

const needsHint = (read: string): { readonly suggestion: string } => ({ suggestion: `add "${read}" to its "needs"` });

/** `compileInput` for the schema of the input: as a document is checked, or as one is used that was. */
export const compileBody = (
  parts: TemplateParts,
  tasks: TaskRegistry,
  compileInput: (schema: JsonObject, pointer: string) => CompiledInput,
): CompiledBody => {
  const { names } = parts;
  const edges = statedEdges(parts.steps);
  const scope = templateScope(parts, tasks);
  const environment = (values: Parameters<typeof templateEnvironment>[1]) => templateEnvironment(names, values);
  const problems: Problem[] = [];

  const input = parts.input === undefined ? undefined : compileInput(parts.input.schema, '/input/schema');
  if (input !== undefined && 'problems' in input) problems.push(...input.problems);

  const steps = new Map<string, CompiledStep>();
  for (const [name, step] of Object.entries(parts.steps)) {
    const compiled = compileStep(step, pointerTo('/steps', name), { scope, tasks, environment });
    steps.set(name, compiled);
    problems.push(...compiled.problems, ...earlyReads(name, compiled.reads, edges));
  }
  const output = parts.output === undefined ? undefined : compileTemplated(parts.output, '/output', scope);
  const inputScope = templateScope({ ...parts, names: [], steps: {} }, tasks);
  const appeals = parts.appeals === undefined ? undefined : compileText(parts.appeals, '/appeals', inputScope, STRING);
  problems.push(...(output?.problems ?? []), ...(appeals?.problems ?? []));
  return {
    problems,
    steps,
    ...(input !== undefined && 'check' in input && { checkInput: input.check }),
    ...(output !== undefined && { output }),
    ...(appeals !== undefined && { appeals }),
  };
};
