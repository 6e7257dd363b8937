/** Joins that wait for more than there is. */
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { Join } from '../model/template-document.ts';
import type { PlacedBlock } from './each-step.ts';
import { statedEdges } from './step-edges.ts';
import { joinRule } from './step-rules.ts';

const joinProblem = (join: Join | undefined, at: string, there: number, what: 'steps' | 'branches'): readonly Problem[] => {
  const wanted = joinRule(join);
  if (wanted === 'all' || wanted <= there) return [];
  const pointer = typeof join === 'object' ? pointerTo(at, 'join', 'atLeast') : pointerTo(at, 'join');
  const things = what === 'steps' ? 'steps to wait for' : what;
  const message = there === 0 ? `there are no ${things}` : `there are not ${wanted} ${things}, but ${there}`;
  return [{ pointer, message, expected: there === 0 ? 'steps under "needs"' : `at most ${there}` }];
};

export const checkJoins = ({ steps, pointer }: PlacedBlock): readonly Problem[] => {
  const sound = steps.filter(({ isSound }) => isSound);
  const edges = statedEdges(Object.fromEntries(sound.map(({ name, step }) => [name, step])), pointerTo(pointer, 'steps'));
  const sources = new Map<string, Set<string>>(sound.map(({ name }) => [name, new Set()]));
  for (const { from, to } of edges) sources.get(to)?.add(from);
  return sound.flatMap(({ name, step, pointer: at }) =>
    step.type === 'parallel'
      ? joinProblem(step.join, at, Object.keys(step.branches).length, 'branches')
      : joinProblem(step.join, at, sources.get(name)?.size ?? 0, 'steps'),
  );
};
