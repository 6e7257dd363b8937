/** Orders names by what each depends on, and finds the circles that keep them from having an order. */

export type DependencyOrder = {
  /** Each name after those it depends on; otherwise in the order in which they were given. */
  readonly order: readonly string[];
  /** Each name depends on the next, the last on the first. A name is told in one circle only, so that mending one makes progress. */
  readonly circles: readonly (readonly string[])[];
};

/**
 * Depth-first search with a stack of its own, as chains may be long. Names that only stand as dependencies are ignored. Where there are circles, the
 * order is one with some of their dependencies left out.
 */
export const dependencyOrder = (dependsOn: ReadonlyMap<string, readonly string[]>): DependencyOrder => {
  const order: string[] = [];
  const circles: string[][] = [];
  const done = new Set<string>();
  const inCircle = new Set<string>();
  for (const start of dependsOn.keys()) {
    if (done.has(start)) continue;
    const way: { readonly name: string; next: number }[] = [{ name: start, next: 0 }];
    const onWay = new Set([start]);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const dependency = dependsOn.get(step.name)?.[step.next++];
      if (dependency === undefined) {
        done.add(step.name);
        onWay.delete(step.name);
        order.push(step.name);
        way.pop();
      } else if (onWay.has(dependency)) {
        const circle = way.slice(way.findIndex(({ name }) => name === dependency)).map(({ name }) => name);
        if (!circle.some((name) => inCircle.has(name))) circles.push(circle);
        for (const name of circle) inCircle.add(name);
      } else if (!done.has(dependency) && dependsOn.has(dependency)) {
        way.push({ name: dependency, next: 0 });
        onWay.add(dependency);
      }
    }
  }
  return { order, circles };
};
