/** Compiles steps that hang together to the graph that a run follows. */
import { contextOf, type FeelType, UNKNOWN } from '../feel/index.ts';
import { dependencyOrder } from '../model/dependency-order.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { BlockDocument, TemplateStep } from '../model/template-document.ts';
import { type CompileContext, type CompiledBlock, compileValue } from './compile-context.ts';
import { compileStep } from './compile-step.ts';
import { type StatedEdge, statedEdges, waitsFor } from './step-edges.ts';
import { joinRule, timeoutRule } from './step-rules.ts';
import type { Block, Edge, GraphStep, TemplateValues } from './template-graph.ts';

/** Edges by the step that waits. Where a step both needs another and is started by it, the other has the last word. */
const edgesByStep = (edges: readonly StatedEdge[]): ReadonlyMap<string, readonly Edge[]> => {
  const found = new Map<string, Map<string, Edge>>();
  for (const { from, to, branch } of edges) {
    const incoming = found.get(to) ?? new Map<string, Edge>();
    incoming.set(from, { from, chosen: branch !== undefined || incoming.get(from)?.chosen === true });
    found.set(to, incoming);
  }
  return new Map([...found].map(([name, incoming]) => [name, [...incoming.values()]]));
};

/** What a block gives where it does not say: the outputs of its steps by name, null of those that were not completed. */
const allOutputs =
  (names: readonly string[]) =>
  (values: TemplateValues): Json =>
    Object.fromEntries(names.map((name) => [name, values.output(name) ?? null]));

const graphOf = (id: string, steps: readonly GraphStep[], output: Block['output']): Block => {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const dependents = new Map<string, string[]>(steps.map(({ name }) => [name, []]));
  for (const { name, edges } of steps) for (const { from } of edges) dependents.get(from)?.push(name);
  const find = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name);
    if (found === undefined) throw new Error(`the block ${id} has no step "${name}"`);
    return found;
  };
  return { steps, step: (name) => find(byName, name), dependents: (name) => find(dependents, name), output };
};

/**
 * @param pointer where the block stands in its document.
 * @param context of the step that the block belongs to.
 */
export const compileBlock = (document: BlockDocument, pointer: string, context: CompileContext): CompiledBlock => {
  const at = pointerTo(pointer, 'steps');
  const names = Object.keys(document.steps);
  const sound = new Map<string, TemplateStep>(Object.entries(document.steps).filter(([name]) => context.isSound(pointerTo(at, name))));
  const stated = statedEdges(Object.fromEntries(sound), at);
  const order = { waits: waitsFor(names, stated), isWhole: sound.size === names.length };
  const edges = edgesByStep(stated);
  const types = new Map<string, FeelType>(names.map((name) => [name, UNKNOWN]));
  const steps: GraphStep[] = [];
  // Each step after those it waits for, so that what they give is known.
  for (const name of dependencyOrder(order.waits).order) {
    const step = sound.get(name);
    if (step === undefined) continue;
    const inner = { ...context, place: { order, step: name, up: context.place } };
    const { action, output, timeouts } = compileStep(step, pointerTo(at, name), inner);
    context.scope.declare(name, output);
    types.set(name, output);
    if (action === undefined) continue;
    steps.push({
      name,
      title: step.title ?? name,
      edges: edges.get(name) ?? [],
      // The join of a parallel step is about its branches.
      join: step.type === 'parallel' ? 'all' : joinRule(step.join),
      timeouts: timeoutRule(timeouts, step.timeouts),
      catches: (step.catch ?? []).map(({ errors, then }) => ({ errors: new Set(errors), then })),
      tolerate: step.tolerate ?? false,
      action,
    });
  }
  const place = { order, up: context.place };
  const output =
    document.output === undefined
      ? undefined
      : compileValue(document.output, { pointer: pointerTo(pointer, 'output') }, { ...context, place });
  return {
    block: graphOf(pointer, steps, output?.evaluate ?? allOutputs(names)),
    output: output?.type ?? contextOf(types),
  };
};
