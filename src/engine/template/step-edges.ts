/** The edges of a template's graph: what `needs` says, and what choices imply. */
import { pointerTo } from '../model/json-pointer.ts';
import type { TemplateDocument } from '../model/template-document.ts';

type Steps = TemplateDocument['steps'];

/** An edge as the document states it. `branch`: it comes from a choice; its place there, the default standing after the choices. */
export type StatedEdge = { readonly from: string; readonly to: string; readonly pointer: string; readonly branch?: number };

/** Every edge, also to and from names that no step has, in document order. */
export const statedEdges = (steps: Steps): readonly StatedEdge[] => {
  const edges: StatedEdge[] = [];
  for (const [name, step] of Object.entries(steps)) {
    const at = pointerTo('/steps', name);
    for (const [index, from] of (step.needs ?? []).entries()) edges.push({ from, to: name, pointer: pointerTo(at, 'needs', index) });
    if (step.type !== 'choice') continue;
    const branches = [...step.choices.map((choice) => choice.then), step.default];
    for (const [branch, names] of branches.entries()) {
      const list = branch < step.choices.length ? pointerTo(at, 'choices', branch, 'then') : pointerTo(at, 'default');
      for (const [index, to] of names.entries()) edges.push({ from: name, to, pointer: pointerTo(list, index), branch });
    }
  }
  return edges;
};
