/** Finds a step of a compiled template by the path at which it stands in a run: names are unique in a whole template. */
import type { Block, Call, GraphStep, TemplateGraph } from '../template/template-graph.ts';
import type { Path } from './run-state.ts';

const UNDO = '~undo';

const blocksIn = ({ action }: GraphStep): readonly Block[] => {
  if (action.type === 'parallel') return [...action.branches.values()];
  if (action.type === 'map') return [action.each];
  return action.type === 'loop' ? [action.body] : [];
};

const collect = (block: Block, into: Map<string, GraphStep>): Map<string, GraphStep> => {
  for (const step of block.steps) {
    into.set(step.name, step);
    for (const inner of blocksIn(step)) collect(inner, into);
  }
  return into;
};

const known = new WeakMap<TemplateGraph, ReadonlyMap<string, GraphStep>>();

const nameOf = (path: Path): string => path.slice(path.lastIndexOf('/') + 1);

/** The step, of what undoes a step the step that it undoes. Throws where the template has none of that name. */
export const graphStep = (graph: TemplateGraph, path: Path): GraphStep => {
  let steps = known.get(graph);
  if (steps === undefined) {
    steps = collect(graph.root, new Map());
    known.set(graph, steps);
  }
  const name = nameOf(path);
  const step = steps.get(name.endsWith(UNDO) ? name.slice(0, -UNDO.length) : name);
  if (step === undefined) throw new Error(`template ${graph.document.id} has no step at "${path}"`);
  return step;
};

/** What attempts at the path call; undefined for steps that call nothing. */
export const graphCall = (graph: TemplateGraph, path: Path): Call | undefined => {
  const { action } = graphStep(graph, path);
  if (action.type !== 'task') return undefined;
  return path.endsWith(UNDO) ? action.compensate : action;
};
