/**
 * Writes the code of a kernel as a loop of WebAssembly over vectors: four units at a time where all numbers fit 32 bits, else two. It is for
 * kernels that go through no members: every node is computed for all units, without a branch that the processor could guess wrong.
 */
import { type WasmFunction, wasmModule } from '../../../wasm/wasm-module.ts';
import type { Node } from '../node.ts';
import { doubleLanes, integerLanes } from './lanes.ts';
import { fitsI32, nodesOf, type SumWidth, sumWidth, type VectorPlan } from './vector-plan.ts';
import { VectorWriter } from './vector-writer.ts';

export type VectorCode = {
  readonly module: Uint8Array<ArrayBuffer>;
  readonly lanes: 'i32' | 'f64';
  /** Units at a time: a chunk is gone through in whole steps. */
  readonly step: number;
  /** Bytes of an entry of a table. */
  readonly tableBytes: number;
  /** Places of the tables that are looked into; others may hold what no lane holds. */
  readonly looked: ReadonlySet<number>;
  readonly sums: readonly SumWidth[];
};

/** Of a function: the limit that the WebAssembly JavaScript Interface sets its embeddings ("Implementation-defined Limits"). */
const PARAMS_MAX = 1_000;

const isLook = ({ operation }: Node): boolean => operation === 'look' || operation === 'look-flag';

/** Undefined where something of the plan cannot be computed in lanes. */
export const vectorCode = (plan: VectorPlan): VectorCode | undefined => {
  const sumNodes = plan.tally?.sums ?? [];
  const roots = [...plan.stores.map(({ value }) => value), ...(plan.tally === undefined ? [] : [plan.tally.index]), ...sumNodes];
  const nodes = nodesOf(roots);
  if (nodes === undefined) return undefined;
  const isNarrow = nodes.every(fitsI32) && ![...plan.columns, ...plan.outputs].includes('f64');
  const lanesOf = isNarrow ? integerLanes : doubleLanes;
  const lanes = lanesOf(0);
  const sums = sumNodes.map((node) => sumWidth(node, lanes, plan.unitsMax));
  if (sums.includes(undefined)) return undefined;
  const writer = new VectorWriter(plan, nodes, lanesOf, sums as SumWidth[]);
  if (writer.params > PARAMS_MAX) return undefined;
  const body = writer.body();
  const run: WasmFunction = { name: 'run', params: writer.params, scalars: writer.scalars, vectors: writer.vectors, body };
  return {
    module: wasmModule([run]),
    lanes: lanes.kind,
    step: lanes.count,
    tableBytes: lanes.bytes,
    looked: new Set(nodes.filter(isLook).map(({ place }) => place)),
    sums: sums as SumWidth[],
  };
};
