/** An order of steps in which each stands after those it waits for; of several the one nearest to the order of the names given. */

/** @param waitsFor a graph without cycles; throws otherwise. */
export const stepOrder = (waitsFor: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const order: string[] = [];
  const placed = new Set<string>();
  let rest = [...waitsFor.keys()];
  while (rest.length > 0) {
    const later: string[] = [];
    for (const name of rest) {
      if (waitsFor.get(name)?.every((from) => placed.has(from)) === true) {
        order.push(name);
        placed.add(name);
      } else later.push(name);
    }
    if (later.length === rest.length) throw new Error(`no order of the steps ${rest.join(', ')}`);
    rest = later;
  }
  return order;
};
