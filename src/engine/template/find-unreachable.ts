/** Steps that no run can ever start, although they are part of no cycle. */
import type { TemplateStep } from '../model/template-document.ts';
import type { Branch, StatedEdge } from './step-edges.ts';
import { joinRule } from './step-rules.ts';

/** What a step that others wait for may have done. `completed`: it followed none of its catches. */
type Way = Branch | 'completed';

/** Under which ways of which steps a step can run. A step that is not named does not matter. */
type Condition = ReadonlyMap<string, ReadonlySet<Way>>;

/** Null: never. */
type Possible = Condition | null;

const both = (left: Possible, right: Possible): Possible => {
  if (left === null || right === null) return null;
  const joined = new Map(left);
  for (const [step, ways] of right) {
    const known = joined.get(step);
    const common = known === undefined ? ways : new Set([...known].filter((way) => ways.has(way)));
    if (common.size === 0) return null;
    joined.set(step, common);
  }
  return joined;
};

/** Forgets more than it should where two steps are mixed: what is reported as unreachable is so for certain. */
const either = (left: Possible, right: Possible): Possible => {
  if (left === null || right === null) return left ?? right;
  const joined = new Map<string, ReadonlySet<Way>>();
  for (const [step, ways] of left) {
    const other = right.get(step);
    if (other !== undefined) joined.set(step, new Set([...ways, ...other]));
  }
  return joined;
};

const ENDS: ReadonlySet<string> = new Set(['fail', 'succeed']);

/** The ways of a step after which those that merely need it go on. Undefined: all that it has. */
const waysOn = (step: TemplateStep): readonly Way[] | undefined => {
  if (step.catch === undefined || step.catch.length === 0 || step.tolerate === true) return undefined;
  return step.type === 'choice' ? [...step.choices.map((_, index): Way => `choice ${index}`), 'default'] : ['completed'];
};

/** What has to be so that the edges from one step let the next one start. */
const conditionOf = (step: TemplateStep, edges: readonly StatedEdge[], possible: Possible): Possible => {
  if (ENDS.has(step.type)) return null;
  // The same step may start it in several ways: any of them will do.
  const branches: readonly Way[] = edges.flatMap(({ branch }) => (branch === undefined ? [] : [branch]));
  const ways = branches.length > 0 ? branches : waysOn(step);
  return ways === undefined ? possible : both(possible, new Map([[edges[0]?.from ?? '', new Set(ways)]]));
};

const START: Possible = new Map();

/**
 * @param order steps so that each stands after those it waits for; the graph has no cycle.
 * @returns per unreachable step why, leaving out those that are unreachable only because they wait for such a step.
 */
export const findUnreachable = (
  order: readonly string[],
  steps: ReadonlyMap<string, TemplateStep>,
  edges: readonly StatedEdge[],
): ReadonlyMap<string, string> => {
  const incoming = Map.groupBy(edges, ({ to }) => to);
  const possible = new Map<string, Possible>();
  const reasons = new Map<string, string>();
  for (const name of order) {
    const step = steps.get(name) as TemplateStep;
    const groups = Map.groupBy(incoming.get(name) ?? [], ({ from }) => from);
    const conditions = [...groups].map(([from, group]) => conditionOf(steps.get(from) as TemplateStep, group, possible.get(from) ?? null));
    const join = step.type === 'parallel' ? 'all' : joinRule(step.join);
    const isAll = join === 'all' || join >= conditions.length;
    const enough = isAll || conditions.filter((condition) => condition !== null).length >= join;
    const found = isAll || !enough ? conditions.reduce(both, START) : conditions.reduce(either);
    possible.set(name, found);
    if (found !== null) continue;
    const ending = [...groups.keys()].find((from) => ENDS.has(steps.get(from)?.type ?? ''));
    if (ending !== undefined) reasons.set(name, `it waits for "${ending}", which ends the run`);
    else if (![...groups.keys()].some((from) => possible.get(from) === null)) {
      reasons.set(name, 'it waits for steps that exclude each other; `"join": "any"` starts it after either');
    }
  }
  return reasons;
};
