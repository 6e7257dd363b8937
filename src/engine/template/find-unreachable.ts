/** Steps that no run can ever start, although they are part of no cycle. */
import type { TemplateStep } from '../model/template-document.ts';
import type { StatedEdge } from './step-edges.ts';

/** Under which branches of which choices a step can run. A choice that is not named does not matter. */
type Condition = ReadonlyMap<string, ReadonlySet<number>>;

/** Null: never. */
type Possible = Condition | null;

const both = (left: Possible, right: Possible): Possible => {
  if (left === null || right === null) return null;
  const joined = new Map(left);
  for (const [choice, branches] of right) {
    const known = joined.get(choice);
    const common = known === undefined ? branches : new Set([...known].filter((branch) => branches.has(branch)));
    if (common.size === 0) return null;
    joined.set(choice, common);
  }
  return joined;
};

/** Forgets more than it should where two choices are mixed: what is reported as unreachable is so for certain. */
const either = (left: Possible, right: Possible): Possible => {
  if (left === null || right === null) return left ?? right;
  const joined = new Map<string, ReadonlySet<number>>();
  for (const [choice, branches] of left) {
    const other = right.get(choice);
    if (other !== undefined) joined.set(choice, new Set([...branches, ...other]));
  }
  return joined;
};

/**
 * @param order steps so that each stands after those it waits for; the graph has no cycle.
 * @returns per unreachable step why, leaving out those that are unreachable only because they wait for such a step.
 */
export const findUnreachable = (
  order: readonly string[],
  steps: Readonly<Record<string, TemplateStep>>,
  edges: readonly StatedEdge[],
): ReadonlyMap<string, string> => {
  const possible = new Map<string, Possible>();
  const reasons = new Map<string, string>();
  for (const name of order) {
    const step = steps[name] as TemplateStep;
    const incoming = edges.filter((edge) => edge.to === name);
    const conditions = [...new Set(incoming.map(({ from }) => from))].map((from): Possible => {
      const base = steps[from]?.type === 'fail' ? null : (possible.get(from) ?? null);
      // The same choice may name the step in several branches: any of them will do.
      const branches = incoming.flatMap((edge) => (edge.from === from && edge.branch !== undefined ? [edge.branch] : []));
      return branches.length === 0 ? base : both(base, new Map([[from, new Set(branches)]]));
    });
    const start: Possible = new Map();
    const found = step.join === 'any' && conditions.length > 0 ? conditions.reduce(either) : conditions.reduce(both, start);
    possible.set(name, found);
    if (found !== null) continue;
    const isInherited = incoming.some(({ from }) => possible.get(from) === null);
    const failing = incoming.find(({ from }) => steps[from]?.type === 'fail');
    if (failing !== undefined) reasons.set(name, `it waits for "${failing.from}", which ends the run`);
    else if (!isInherited) reasons.set(name, 'it waits for steps that exclude each other; `"join": "any"` starts it after either');
  }
  return reasons;
};
