/** The order in which decisions depend on each other, and the circles in it. */

import type { Logic } from './compile-logic.ts';
import type { Declarations } from './declarations.ts';

/** By decision: the decisions that its logic reads. */
export type DecisionGraph = ReadonlyMap<string, readonly string[]>;

/** The decisions that a logic reads, those of the unit by name, those of members as their fields or by name. */
export const decisionsReadBy = ({ reads, fields }: Logic, { unit, lists }: Declarations, list: string | undefined): string[] => {
  const inner = list === undefined ? undefined : lists.get(list);
  const found = new Set<string>();
  for (const name of reads) {
    if ((inner?.get(name) ?? unit.get(name))?.kind === 'decision') found.add(name);
  }
  for (const path of fields) {
    const dot = path.indexOf('.');
    const name = path.slice(dot + 1);
    if (lists.get(path.slice(0, dot))?.get(name)?.kind === 'decision') found.add(name);
  }
  return [...found];
};

/**
 * Decisions so ordered that each comes after those it reads; otherwise in the graph's own order. Every circle is given as the
 * way around it, one per group of decisions that depend on each other. Depth-first search with an explicit stack.
 */
export const orderDecisions = (
  graph: DecisionGraph,
): { readonly order: readonly string[]; readonly circles: readonly (readonly string[])[] } => {
  const order: string[] = [];
  const circles: string[][] = [];
  const done = new Set<string>();
  const inCircle = new Set<string>();
  for (const start of graph.keys()) {
    if (done.has(start)) continue;
    const way: { readonly name: string; next: number }[] = [{ name: start, next: 0 }];
    const onWay = new Set([start]);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const read = graph.get(step.name)?.[step.next++];
      if (read === undefined) {
        done.add(step.name);
        onWay.delete(step.name);
        order.push(step.name);
        way.pop();
      } else if (onWay.has(read)) {
        const circle = way.slice(way.findIndex(({ name }) => name === read)).map(({ name }) => name);
        if (!circle.some((name) => inCircle.has(name))) circles.push(circle);
        for (const name of circle) inCircle.add(name);
      } else if (!done.has(read) && graph.has(read)) {
        way.push({ name: read, next: 0 });
        onWay.add(read);
      }
    }
  }
  return { order, circles };
};
