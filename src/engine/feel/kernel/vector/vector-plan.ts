/** What vector code is made from: what it computes of each unit, and which of it fits which lanes. */
import { isI32, isSafe } from '../../../model/integer-range.ts';
import type { Node } from '../node.ts';
import type { CellWidth, Lanes } from './lanes.ts';

export type VectorStore = { readonly place: number; readonly value: Node };

/** Counts units by a small integer, and sums numbers. */
export type VectorTally = {
  /** From 0 to below `counts`. */
  readonly index: Node;
  readonly counts: number;
  readonly sums: readonly Node[];
};

export type VectorPlan = {
  /** What each array of the chunk holds, by place. */
  readonly columns: readonly CellWidth[];
  readonly tables: number;
  readonly outputs: readonly CellWidth[];
  readonly stores: readonly VectorStore[];
  readonly tally?: VectorTally;
  /** The most units of a chunk. */
  readonly unitsMax: number;
};

/** How a sum is kept in each lane. */
export type SumWidth = 'i32' | 'i64' | 'f64';

/** Nodes of one function; a larger kernel is run as a loop. */
const NODES_MAX = 2_000;

const OPERATIONS: ReadonlySet<Node['operation']> = new Set([
  'constant',
  'cell',
  'flag',
  'look',
  'look-flag',
  'add',
  'subtract',
  'multiply',
  'floor-divide',
  'absolute',
  'minimum',
  'maximum',
  'choose',
  'less',
  'equal',
  'and',
  'or',
  'not',
]);

const READS_BY_ROW: ReadonlySet<Node['operation']> = new Set(['cell', 'flag']);

/** All nodes that the code computes, each after what it reads; undefined where one cannot be computed in lanes. */
export const nodesOf = (roots: readonly Node[]): readonly Node[] | undefined => {
  const ordered: Node[] = [];
  const seen = new Set<Node>();
  const visit = (node: Node): boolean => {
    if (seen.has(node)) return true;
    seen.add(node);
    if (seen.size > NODES_MAX || !OPERATIONS.has(node.operation) || node.form === 'bigint' || node.loops !== 0) return false;
    const [index] = node.args;
    const isRead = READS_BY_ROW.has(node.operation);
    if (isRead ? index?.operation !== 'row' : !node.args.every(visit)) return false;
    ordered.push(node);
    return true;
  };
  return roots.every(visit) ? ordered : undefined;
};

/** Whether every value is a boolean or fits 32 bits. */
export const fitsI32 = ({ form, low, high }: Node): boolean => form === 'boolean' || isI32(low, high);

/** How a sum over a chunk is kept; undefined where the lanes cannot hold it. */
export const sumWidth = (node: Node, lanes: Lanes, unitsMax: number): SumWidth | undefined => {
  const size = (node.high > -node.low ? node.high : -node.low) * BigInt(Math.ceil(unitsMax / lanes.count) + 1);
  if (lanes.kind === 'f64') return isSafe(size) ? 'f64' : undefined;
  return isI32(size) ? 'i32' : 'i64';
};
