/** The columns of a population that decisions are made from. */
import type { Program } from './case-program.ts';

export type NeededColumns = {
  /** Inputs of the unit. */
  readonly unit: readonly string[];
  /** By list, the fields of its members. A list may be needed for its length only. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Decisions in `given` that are read. */
  readonly decided: readonly string[];
};

/** What the decisions read, directly or through others. What is read of decisions in `given` is not looked for. */
export const neededColumns = (program: Program, decisions: readonly string[], given: ReadonlySet<string> = new Set()): NeededColumns => {
  const { policy, nodes, fields } = program;
  const unit = new Set<string>();
  const lists = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const decided: string[] = [];
  const addField = (list: string, name: string): void => {
    if (fields.get(list)?.includes(name) === true) lists.set(list, (lists.get(list) ?? new Set()).add(name));
  };
  const visit = (decision: string): void => {
    const node = nodes.get(decision);
    if (node === undefined) throw new RangeError(`no decision ${decision}`);
    if (seen.has(decision)) return;
    seen.add(decision);
    if (node.list !== undefined && !lists.has(node.list)) lists.set(node.list, new Set());
    if (given.has(decision)) {
      decided.push(decision);
      return;
    }
    for (const name of node.logic?.reads ?? []) {
      if (fields.has(name)) lists.set(name, lists.get(name) ?? new Set());
      else if (Object.hasOwn(policy.inputs, name)) unit.add(name);
      if (node.list !== undefined) addField(node.list, name);
    }
    for (const path of node.logic?.fields ?? []) addField(path.slice(0, path.indexOf('.')), path.slice(path.indexOf('.') + 1));
    for (const name of node.reads) visit(name);
  };
  for (const decision of decisions) visit(decision);
  return { unit: [...unit], lists: new Map([...lists].map(([list, names]) => [list, [...names]])), decided };
};
