/** Who leads to whom among the steps of one block: by `needs`, by a choice, or by a catch. Names that no step has are left out. */
import type { Json, JsonObject } from '../../../engine/model/index.ts';

type Edge = { readonly from: string; readonly to: string; readonly chosen: boolean };

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const names = (list: Json | undefined): readonly string[] => (isList(list) ? list.filter((name) => typeof name === 'string') : []);

/** The steps that a choice or a catch leads to. */
const ledTo = (step: JsonObject): readonly string[] => [
  ...[step.choices, step.catch].flatMap((list) => (isList(list) ? list.flatMap((one) => (isObject(one) ? names(one.then) : [])) : [])),
  ...names(step.default),
];

export const blockEdges = (steps: readonly (readonly [name: string, step: JsonObject])[]): readonly Edge[] => {
  const known = new Set(steps.map(([name]) => name));
  const edges = steps.flatMap(([name, step]): readonly Edge[] => [
    ...names(step.needs).map((from) => ({ from, to: name, chosen: false })),
    ...ledTo(step).map((to) => ({ from: name, to, chosen: true })),
  ]);
  const told = new Set<string>();
  return edges.filter(({ from, to }) => {
    const key = JSON.stringify([from, to]);
    if (!known.has(from) || !known.has(to) || told.has(key)) return false;
    told.add(key);
    return true;
  });
};
