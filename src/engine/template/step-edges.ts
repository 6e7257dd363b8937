/** The edges of a block's graph: what `needs` says, and what choices and catches imply. */
import { pointerTo } from '../model/json-pointer.ts';
import type { TemplateStep } from '../model/template-document.ts';

type Steps = { readonly [name: string]: TemplateStep };

/** What a step did that another waits for: which of its choices, or which of its catches, it followed. */
export type Branch = `choice ${number}` | 'default' | `catch ${number}`;

/** An edge as the document states it. `branch`: the step that it leads to is one of those that this branch starts. */
export type StatedEdge = { readonly from: string; readonly to: string; readonly pointer: string; readonly branch?: Branch };

/** The branches of a step, with the names of the steps that each starts. */
const branchesOf = (
  step: TemplateStep,
  at: string,
): readonly { readonly branch: Branch; readonly then: readonly string[]; readonly pointer: string }[] => {
  const caught = (step.catch ?? []).map(({ then }, index) => ({
    branch: `catch ${index}` as const,
    then,
    pointer: pointerTo(at, 'catch', index, 'then'),
  }));
  if (step.type !== 'choice') return caught;
  const chosen = step.choices.map(({ then }, index) => ({
    branch: `choice ${index}` as const,
    then,
    pointer: pointerTo(at, 'choices', index, 'then'),
  }));
  return [...chosen, { branch: 'default', then: step.default, pointer: pointerTo(at, 'default') }, ...caught];
};

/**
 * Every edge, also to and from names that no step has, in document order.
 * @param at where the steps stand.
 */
export const statedEdges = (steps: Steps, at = '/steps'): readonly StatedEdge[] =>
  Object.entries(steps).flatMap(([name, step]) => {
    const pointer = pointerTo(at, name);
    const needed = (step.needs ?? []).map((from, index) => ({ from, to: name, pointer: pointerTo(pointer, 'needs', index) }));
    const started = branchesOf(step, pointer).flatMap(({ branch, then, pointer: list }) =>
      then.map((to, index) => ({ from: name, to, pointer: pointerTo(list, index), branch })),
    );
    return [...needed, ...started];
  });

/** Names of the steps that each step waits for, each once. Edges to and from unknown names are left out. */
export const waitsFor = (names: Iterable<string>, edges: readonly StatedEdge[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>([...names].map((name) => [name, new Set()]));
  for (const { from, to } of edges) if (found.has(from)) found.get(to)?.add(from);
  return new Map([...found].map(([name, needed]) => [name, [...needed]]));
};
