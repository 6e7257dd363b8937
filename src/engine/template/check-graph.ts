/** Mistakes in how the steps of a template hang together. */
import { didYouMean, wholeText } from '../feel/index.ts';
import { dependencyOrder } from '../model/dependency-order.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { PlacedBlock, PlacedStep } from './each-step.ts';
import { findUnreachable } from './find-unreachable.ts';
import { type StatedEdge, statedEdges, waitsFor } from './step-edges.ts';

/** The step in which a block stands, by the block's pointer. */
const holderOf = (block: string): string => /\/steps\/([^/]+)(?:\/each|\/body|\/branches\/[^/]+)$/.exec(block)?.[1] ?? '';

/** Edges to names that no step of the block has. In `needs` the unknown name is where the edge comes from, else where it goes to. */
const unknownSteps = (block: PlacedBlock, edges: readonly StatedEdge[], all: ReadonlyMap<string, PlacedStep>): readonly Problem[] => {
  const known = new Set(block.steps.map(({ name }) => name));
  return edges.flatMap(({ from, to, pointer, branch }) => {
    const name = branch === undefined ? from : to;
    if (known.has(name)) return [];
    const elsewhere = all.get(name);
    if (elsewhere === undefined) return [{ pointer, message: `there is no step "${name}"`, ...didYouMean(name, known, wholeText(name)) }];
    const isAround = block.pointer === elsewhere.block || block.pointer.startsWith(`${elsewhere.block}/`);
    return [
      {
        pointer,
        message: `step "${name}" stands in another block`,
        expected: 'a step of the same block',
        ...(isAround &&
          branch === undefined && { suggestion: `a block begins after what its step waits for: let "${holderOf(block.pointer)}" wait` }),
      },
    ];
  });
};

/** `circle`: each step waiting for the next. People read it in the direction of work, which is against that. */
const circleProblem = (circle: readonly string[], edges: readonly StatedEdge[], block: string): Problem => {
  const [first = '', ...rest] = circle;
  const way = [first, ...rest.reverse(), first];
  const pointer = edges.find(({ from, to }) => from === first && to === way[1])?.pointer ?? pointerTo(block, 'steps', first);
  const message = circle.length === 1 ? `step "${first}" waits for itself` : `the steps ${way.join(' → ')} wait for each other in a circle`;
  return { pointer, message, expected: 'edges that never lead back' };
};

const checkBlock = (block: PlacedBlock, all: ReadonlyMap<string, PlacedStep>): readonly Problem[] => {
  const sound = new Map(block.steps.filter(({ isSound }) => isSound).map(({ name, step }) => [name, step]));
  const edges = statedEdges(Object.fromEntries(sound), pointerTo(block.pointer, 'steps'));
  const problems = [...unknownSteps(block, edges, all)];
  const inside = edges.filter(({ from, to }) => sound.has(from) && sound.has(to));
  const { order, circles } = dependencyOrder(waitsFor(sound.keys(), inside));
  if (circles.length > 0) return [...problems, ...circles.map((circle) => circleProblem(circle, inside, block.pointer))];
  for (const [name, reason] of findUnreachable(order, sound, inside)) {
    problems.push({ pointer: pointerTo(block.pointer, 'steps', name), message: `step "${name}" can never start: ${reason}` });
  }
  return problems;
};

/** Names that stand twice, in whatever blocks: what is read of a step, and what is told about it, goes by its name. */
const repeatedNames = (steps: readonly PlacedStep[], first: ReadonlyMap<string, PlacedStep>): readonly Problem[] =>
  steps
    .filter((step) => first.get(step.name) !== step)
    .map(({ name, pointer }) => ({
      pointer,
      message: `there is a step "${name}" already, at ${first.get(name)?.pointer}`,
      expected: 'a name that no other step of the template has',
    }));

export const checkGraph = (blocks: readonly PlacedBlock[]): readonly Problem[] => {
  const steps = blocks.flatMap((block) => block.steps);
  const first = new Map(steps.toReversed().map((step) => [step.name, step]));
  return [...repeatedNames(steps, first), ...blocks.flatMap((block) => checkBlock(block, first))];
};
