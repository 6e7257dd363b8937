/** Compiles a checked template to the graph that runs follow. */
import { dependencyOrder } from '../model/dependency-order.ts';
import { refuse } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { compileBody } from './compile-body.ts';
import { compileInputCheck } from './run-input.ts';
import { statedEdges } from './step-edges.ts';
import type { Edge, GraphStep, TemplateGraph } from './template-graph.ts';
import { templateEnvironment } from './template-scope.ts';

/** Edges by the step that waits. Where a step both needs a choice and is named in it, the choice has the last word. */
const edgesByStep = (document: TemplateDocument): ReadonlyMap<string, readonly Edge[]> => {
  const edges = new Map<string, Map<string, Edge>>(Object.keys(document.steps).map((name) => [name, new Map()]));
  for (const { from, to, branch } of statedEdges(document.steps)) {
    const known = edges.get(to);
    known?.set(from, { from, chosen: branch !== undefined || known.get(from)?.chosen === true });
  }
  return new Map([...edges].map(([name, incoming]) => [name, [...incoming.values()]]));
};

/**
 * Refusal 'invalid' where the template does not compile any more: it was checked with task functions that this program does not have.
 * @param document checked with `checkTemplate`.
 */
export const compileTemplate = (document: TemplateDocument, tasks: TaskRegistry): TemplateGraph => {
  const names = Object.keys(document.steps);
  const body = compileBody({ ...document, names }, tasks, compileInputCheck);
  const { checkInput } = body;
  if (body.problems.length > 0 || checkInput === undefined) {
    return refuse('invalid', `Template ${document.id}@${document.version} cannot be run by this program.`, body.problems);
  }
  const edges = edgesByStep(document);
  const { order } = dependencyOrder(new Map([...edges].map(([name, incoming]) => [name, incoming.map(({ from }) => from)])));
  const steps = new Map(
    order.map((name): [string, GraphStep] => {
      const step = document.steps[name];
      const action = body.steps.get(name)?.action;
      if (step === undefined || action === undefined) throw new Error(`step "${name}" was not compiled`);
      return [name, { name, title: step.title ?? name, edges: edges.get(name) ?? [], join: step.join ?? 'all', action }];
    }),
  );
  return {
    document,
    steps: [...steps.values()],
    step: (name) => {
      const step = steps.get(name);
      if (step === undefined) throw new Error(`template ${document.id} has no step "${name}"`);
      return step;
    },
    checkInput,
    output: (values) => body.output?.evaluate(templateEnvironment(names, values)) ?? null,
    appeals: (input) => {
      const run = body.appeals?.evaluate(templateEnvironment([], { input, outputs: new Map() }));
      return typeof run === 'string' ? run : undefined;
    },
  };
};
