/** Which steps of a run may start now, and which never will. */
import type { StepStatus } from '../model/run.ts';
import type { Edge, TemplateGraph } from '../template/template-graph.ts';
import { isFinalStep, type StepState } from './run-state.ts';

type States = ReadonlyMap<string, StepState>;

/** The steps that a completed choice starts, as its output says. */
const chosenBy = (state: StepState): readonly string[] => (state.output as { readonly then: readonly string[] }).then;

const edgeState = (edge: Edge, step: string, status: StepStatus, state: StepState): 'open' | 'met' | 'dead' => {
  if (!isFinalStep(status)) return 'open';
  if (status !== 'completed') return 'dead';
  return !edge.chosen || chosenBy(state).includes(step) ? 'met' : 'dead';
};

/**
 * Looks at every pending step once, in the order of the graph, so that a skipped step is seen by those that wait for it.
 * `all`: one dead edge skips the step at once. `any`: it waits until nothing is open, then one met edge is enough.
 */
export const nextSteps = (
  graph: TemplateGraph,
  states: States,
): { readonly start: readonly string[]; readonly skip: readonly string[] } => {
  const start: string[] = [];
  const skip = new Set<string>();
  for (const { name, edges, join } of graph.steps) {
    if (states.get(name)?.status !== 'pending') continue;
    const found = edges.map((edge) => {
      const state = states.get(edge.from) as StepState;
      return edgeState(edge, name, skip.has(edge.from) ? 'skipped' : state.status, state);
    });
    if (join === 'all') {
      if (found.includes('dead')) skip.add(name);
      else if (!found.includes('open')) start.push(name);
    } else if (!found.includes('open')) {
      if (edges.length === 0 || found.includes('met')) start.push(name);
      else skip.add(name);
    }
  }
  return { start, skip: [...skip] };
};
