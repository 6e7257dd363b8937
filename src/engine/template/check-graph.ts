/** Mistakes in how the steps of a template hang together. */
import { didYouMean } from '../feel/index.ts';
import { dependencyOrder } from '../model/dependency-order.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import { findUnreachable } from './find-unreachable.ts';
import { type StatedEdge, statedEdges } from './step-edges.ts';

type Steps = TemplateDocument['steps'];

/** Edges to names that no step has. In `needs` the unknown name is where the edge comes from, in a choice where it goes to. */
const unknownSteps = (edges: readonly StatedEdge[], known: readonly string[]): readonly Problem[] =>
  edges.flatMap(({ from, to, pointer, branch }) => {
    const name = branch === undefined ? from : to;
    return known.includes(name) ? [] : [{ pointer, message: `there is no step "${name}"`, ...didYouMean(name, known) }];
  });

/** `circle`: each step waiting for the next. People read it in the direction of work, which is against that. */
const circleProblem = (circle: readonly string[], edges: readonly StatedEdge[]): Problem => {
  const [first = '', ...rest] = circle;
  const way = [first, ...rest.reverse(), first];
  const pointer = edges.find(({ from, to }) => from === first && to === way[1])?.pointer ?? pointerTo('/steps', first);
  const message = circle.length === 1 ? `step "${first}" waits for itself` : `the steps ${way.join(' → ')} wait for each other in a circle`;
  return { pointer, message, expected: 'edges that never lead back' };
};

/**
 * @param sound the steps that are well formed; edges of the others are not looked at.
 * @param known names of all steps, also of those that are not well formed.
 */
export const checkGraph = (sound: Steps, known: readonly string[]): readonly Problem[] => {
  const edges = statedEdges(sound);
  const problems = [...unknownSteps(edges, known)];
  const names = Object.keys(sound);
  const inside = edges.filter(({ from, to }) => Object.hasOwn(sound, from) && Object.hasOwn(sound, to));
  const waitsFor = new Map(names.map((name) => [name, inside.filter(({ to }) => to === name).map(({ from }) => from)]));
  const { order, circles } = dependencyOrder(waitsFor);
  if (circles.length > 0) return [...problems, ...circles.map((circle) => circleProblem(circle, inside))];
  for (const [name, reason] of findUnreachable(order, sound, inside)) {
    problems.push({ pointer: pointerTo('/steps', name), message: `step "${name}" can never start: ${reason}` });
  }
  return problems;
};
