/** Comparison of two values of the same kind; missing where a side is. */
import type { CompareOperator } from '../syntax.ts';
import type { Graph } from './graph.ts';
import type { Node } from './node.ts';
import { notCompilable } from './not-compilable.ts';
import { type Bench, compareNumbers, ordered } from './number.ts';
import { compareTexts } from './text.ts';
import type { BooleanValue, KernelValue } from './value.ts';

const sameBooleans = (graph: Graph, left: Node, right: Node): Node =>
  graph.or(graph.and(left, right), graph.and(graph.not(left), graph.not(right)));

export const compareValues = (bench: Bench, operator: CompareOperator, left: KernelValue, right: KernelValue): BooleanValue => {
  const { graph } = bench;
  const missing = graph.or(left.missing, right.missing);
  if (missing === graph.truth) return { kind: 'boolean', yes: graph.falsehood, missing };
  if (left.kind === 'number' && right.kind === 'number') return compareNumbers(bench, operator, left, right);
  if (left.kind === 'text' && right.kind === 'text') return compareTexts(bench, operator, left, right);
  const settled = (holds: Node): BooleanValue => ({ kind: 'boolean', yes: graph.and(graph.not(missing), holds), missing });
  if (left.kind === 'date' && right.kind === 'date') return settled(ordered(graph, operator, left.day, right.day));
  if (left.kind === 'boolean' && right.kind === 'boolean' && (operator === '=' || operator === '!=')) {
    const same = sameBooleans(graph, left.yes, right.yes);
    return settled(operator === '=' ? same : graph.not(same));
  }
  return notCompilable('lists or contexts are compared');
};
