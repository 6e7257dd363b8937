/** Laws of the order by dependence, on random graphs, and the circles that there are instead. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dependencyOrder } from '../../../src/engine/model/dependency-order.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

const graphs = (mayDependOn: (name: number, on: number) => boolean) =>
  fc
    .array(fc.array(fc.nat(NAMES.length - 1), { maxLength: 4 }), { minLength: NAMES.length, maxLength: NAMES.length })
    .map((rows) => rows.map((on, name) => [NAMES[name] as string, on.filter((other) => mayDependOn(name, other))] as const))
    .map((rows) => new Map(rows.map(([name, on]) => [name, on.map((other) => NAMES[other] as string)])));

test('without a circle every name stands once, after all that it depends on', () => {
  fc.assert(
    fc.property(
      graphs((name, on) => on > name),
      (dependsOn) => {
        const { order, circles } = dependencyOrder(dependsOn);
        expect(circles).toEqual([]);
        expect([...order].sort()).toEqual(NAMES);
        for (const [name, on] of dependsOn) for (const other of on) expect(order.indexOf(other)).toBeLessThan(order.indexOf(name));
      },
    ),
  );
});

test('names that are in order already stay in it', () => {
  fc.assert(
    fc.property(
      graphs((name, on) => on < name),
      (dependsOn) => {
        expect(dependencyOrder(dependsOn).order).toEqual(NAMES);
      },
    ),
  );
});

/** Whether a name leads back to itself, by following all ways. */
const isCircular = (dependsOn: ReadonlyMap<string, readonly string[]>): boolean => {
  const reaches = (from: string, wanted: string, seen: Set<string>): boolean =>
    (dependsOn.get(from) ?? []).some((next) => next === wanted || (!seen.has(next) && reaches(next, wanted, seen.add(next))));
  return NAMES.some((name) => reaches(name, name, new Set()));
};

test('a circle is found where there is one, and each that is told is one and shares no name with another', () => {
  fc.assert(
    fc.property(
      graphs(() => true),
      (dependsOn) => {
        const { circles } = dependencyOrder(dependsOn);
        expect(circles.length > 0).toBe(isCircular(dependsOn));
        for (const circle of circles) {
          circle.forEach((name, i) => void expect(dependsOn.get(name)).toContain(circle[(i + 1) % circle.length]));
        }
        expect(new Set(circles.flat()).size).toBe(circles.flat().length);
      },
    ),
  );
});

test('a chain as long as a document may be needs no deep stack, and unknown names are ignored', () => {
  const chain = new Map(Array.from({ length: 100_000 }, (_, i) => [`n${i}`, [`n${i + 1}`]]));
  expect(dependencyOrder(chain).order[0]).toBe('n99999');
});
