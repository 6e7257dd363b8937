/** Cycles of a graph, each named once. */

/** Steps of a cycle in order, the first repeated at the end: ["a", "b", "a"]. */
export type Cycle = readonly string[];

/**
 * Finds cycles by walking back from every step along what it waits for; a step belongs to at most one cycle that is told, so that
 * mending what was told makes progress. Iterative: a chain may be as long as the template.
 * @param waitsFor names outside of the map are ignored.
 */
export const findCycles = (waitsFor: ReadonlyMap<string, readonly string[]>): readonly Cycle[] => {
  const done = new Set<string>();
  const cycles: Cycle[] = [];
  for (const root of waitsFor.keys()) {
    const path: { readonly name: string; next: number }[] = [];
    const onPath = new Map<string, number>();
    const enter = (name: string): void => {
      onPath.set(name, path.length);
      path.push({ name, next: 0 });
    };
    if (!done.has(root)) enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const from = waitsFor.get(top.name)?.[top.next++];
      if (from === undefined) {
        done.add(top.name);
        onPath.delete(top.name);
        path.pop();
        continue;
      }
      const start = onPath.get(from);
      if (start !== undefined) {
        // The path goes against the direction of work; people read it in that direction.
        const names = path.slice(start).map(({ name }) => name);
        const isTold = names.some((name) => cycles.some((cycle) => cycle.includes(name)));
        if (!isTold) cycles.push([from, ...names.slice(1).reverse(), from]);
      } else if (waitsFor.has(from) && !done.has(from)) {
        enter(from);
      }
    }
  }
  return cycles;
};
