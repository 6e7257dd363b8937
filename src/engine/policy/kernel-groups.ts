/** Divides the decisions of a policy among kernels, so that none becomes too large for the compiler of the machine to optimise. */
import type { DecisionNode, Program } from './case-program.ts';

/** Decisions that one kernel makes, each after those that it reads. */
export type KernelGroup = {
  /** What is written of them: what is asked for, and what later groups read. Lists have no columns: each group that reads one makes its own. */
  readonly outputs: readonly string[];
};

/**
 * UTF-16 units of expressions in one kernel. About twice as many of code come of them; functions of more than 60 KB of bytecode are not optimised,
 * and run twenty times slower.
 */
const GROUP_LENGTH_MAX = 12_000;

const lengthOf = ({ logic }: DecisionNode): number => {
  const { table } = logic ?? {};
  const cells = [...(table?.columns ?? []), ...(table?.rules.flatMap(({ when, conclusion }) => [...when, conclusion]) ?? [])];
  return (logic?.feel?.length ?? 0) + cells.reduce((sum, cell) => sum + (cell?.source.length ?? 0), 0);
};

/** All that the asked-for decisions depend on and that is not given, in the order of dependence. */
const neededNodes = ({ nodes }: Program, asked: readonly string[], given: ReadonlySet<string>): DecisionNode[] => {
  const needed = new Set(asked);
  const inOrder = [...nodes.values()].toReversed().filter(({ name, reads }) => {
    if (!needed.has(name) || given.has(name)) return false;
    for (const read of reads) needed.add(read);
    return true;
  });
  return inOrder.toReversed();
};

/** `given`: decisions that are made elsewhere. One group for all policies but the largest. */
export const kernelGroups = (program: Program, asked: readonly string[], given: ReadonlySet<string>): readonly KernelGroup[] => {
  const { decisions } = program.policy;
  const groups: DecisionNode[][] = [[]];
  let length = 0;
  for (const node of neededNodes(program, asked, given)) {
    const own = lengthOf(node);
    if (length > 0 && length + own > GROUP_LENGTH_MAX) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(node);
    length += own;
  }
  return groups.map((group, index) => {
    const readLater = new Set(groups.slice(index + 1).flatMap((later) => later.flatMap(({ reads }) => reads)));
    const isWritten = (name: string): boolean => asked.includes(name) || (readLater.has(name) && decisions[name]?.type !== 'list');
    return { outputs: group.map(({ name }) => name).filter(isWritten) };
  });
};
