/** Kleene's three-valued logic on nodes. A value that is missing has `yes` false. */
import type { Graph } from './graph.ts';
import type { Node } from './node.ts';
import type { BooleanValue } from './value.ts';

export const known = (graph: Graph, yes: Node): BooleanValue => ({ kind: 'boolean', yes, missing: graph.falsehood });

/** Not settled as false: true or missing. */
const isOpen = (graph: Graph, { yes, missing }: BooleanValue): Node => graph.or(yes, missing);

export const conjunction = (graph: Graph, left: BooleanValue, right: BooleanValue): BooleanValue => ({
  kind: 'boolean',
  yes: graph.and(left.yes, right.yes),
  missing: graph.or(graph.and(left.missing, isOpen(graph, right)), graph.and(right.missing, isOpen(graph, left))),
});

export const disjunction = (graph: Graph, left: BooleanValue, right: BooleanValue): BooleanValue => {
  const yes = graph.or(left.yes, right.yes);
  return { kind: 'boolean', yes, missing: graph.and(graph.or(left.missing, right.missing), graph.not(yes)) };
};

export const negation = (graph: Graph, { yes, missing }: BooleanValue): BooleanValue => ({
  kind: 'boolean',
  yes: graph.and(graph.not(yes), graph.not(missing)),
  missing,
});
