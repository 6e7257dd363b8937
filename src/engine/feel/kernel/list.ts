/** Lists in column code: members of a unit, literal lists, and what filters, projections and `for` make of them. */

import { orMissing } from './choose.ts';
import type { Graph } from './graph.ts';
import type { KernelBench } from './lowering.ts';
import { highestLoop, type Monoid, type Node } from './node.ts';
import { notCompilable } from './not-compilable.ts';
import type { BooleanValue, ContextValue, KernelValue, ListValue, Visit } from './value.ts';

const combine = (graph: Graph, monoid: Monoid, left: Node, right: Node): Node => {
  switch (monoid) {
    case 'sum-of':
      return graph.add(left, right);
    case 'least-of':
      return graph.minimum(left, right);
    case 'most-of':
      return graph.maximum(left, right);
    case 'any-of':
      return graph.or(left, right);
  }
};

/** What folding nothing gives. Where it has no meaning, nobody reads it. */
const ofNothing = (graph: Graph, monoid: Monoid): Node => (monoid === 'any-of' ? graph.falsehood : graph.integer(0n));

export const literalList = (bench: KernelBench, items: readonly KernelValue[]): ListValue => {
  const { truth } = bench.graph;
  return {
    ...collectedList(
      bench,
      items.map((item) => ({ item, isIn: truth })),
    ),
    length: bench.graph.small(items.length),
    at: (position) => items.at(position > 0 ? position - 1 : position) ?? notCompilable('a list is read behind its end'),
  };
};

/** Those of the given items whose condition holds. */
export const collectedList = (
  { graph }: KernelBench,
  entries: readonly { readonly item: KernelValue; readonly isIn: Node }[],
): ListValue => ({
  kind: 'list',
  missing: graph.falsehood,
  most: BigInt(entries.length),
  fold: (monoid, visit) => {
    const nodes = entries.map(({ item, isIn }) => visit(item, isIn));
    return nodes.length === 0 ? ofNothing(graph, monoid) : nodes.reduce((left, right) => combine(graph, monoid, left, right));
  },
});

export type MemberList = {
  readonly place: number;
  /** Between how many members a unit has. */
  readonly low: bigint;
  readonly high: bigint;
  /** The member at a row of the list. */
  readonly contextAt: (index: Node) => ContextValue;
};

export const memberList = (bench: KernelBench, { place, low, high, contextAt }: MemberList): ListValue => {
  const { graph, nesting } = bench;
  if (high === 0n) return literalList(bench, []);
  const length = graph.length(place, low, high);
  const bodyAt = (depth: number, visit: Visit): Node => {
    const outer = { ...nesting };
    nesting.depth = depth;
    nesting.rounds = outer.rounds * high;
    try {
      return visit(contextAt(graph.member(place, depth)), graph.truth);
    } finally {
      Object.assign(nesting, outer);
    }
  };
  /** A loop whose body reads nothing of the loops around it is made further out. */
  const fold: ListValue['fold'] = (monoid, visit) => {
    let depth = nesting.depth + 1;
    for (;;) {
      const body = bodyAt(depth, visit);
      const around = highestLoop(body.loops & ~(1 << depth));
      if (around === depth - 1) return graph.fold(monoid, place, depth, body, high);
      depth = around + 1;
    }
  };
  const at = (position: number): KernelValue => {
    const size = graph.small(Math.abs(position));
    const isThere = graph.atMost(size, length);
    const index =
      position > 0 ? graph.add(graph.from(place), graph.small(position - 1)) : graph.subtract(graph.add(graph.from(place), length), size);
    return orMissing(bench, graph.not(isThere), contextAt(graph.choose(isThere, index, graph.small(0))));
  };
  return { kind: 'list', missing: graph.falsehood, most: high, length, fold, at };
};

/** The items that a condition keeps. Where it is missing for an item, the list is missing. */
export const filtered = (bench: KernelBench, list: ListValue, condition: (item: KernelValue) => BooleanValue): ListValue => {
  const { graph } = bench;
  const fold: ListValue['fold'] = (monoid, visit) => list.fold(monoid, (item, isIn) => visit(item, graph.and(isIn, condition(item).yes)));
  const isOpen = list.fold('any-of', (item, isIn) => graph.and(isIn, condition(item).missing));
  return { kind: 'list', missing: graph.or(list.missing, isOpen), most: list.most, fold };
};

/** What is made of each item. */
export const mapped = (list: ListValue, change: (item: KernelValue) => KernelValue): ListValue => {
  const { at, length, ...rest } = list;
  return {
    ...rest,
    fold: (monoid, visit) => list.fold(monoid, (item, isIn) => visit(change(item), isIn)),
    ...(length === undefined ? {} : { length }),
    ...(at === undefined ? {} : { at: (position: number) => change(at(position)) }),
  };
};
