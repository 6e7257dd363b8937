/** A kernel as vector code, where it goes through no members and its numbers are no BigInts. */
import type { Store } from '../feel/kernel/index.ts';
import { type CellArray, type CellWidth, VectorRun, type VectorTally, vectorCode, widthOf } from '../feel/kernel/vector/index.ts';
import { CHUNK_UNITS } from '../model/population.ts';

/** What vector code is made from: nodes, and the arrays that one chunk has, whose kinds are those of all chunks of the kernel. */
export type VectorSource = {
  readonly stores: readonly Store[];
  readonly columns: readonly unknown[];
  readonly tables: number;
  /** What each store is written into. */
  readonly outputs: readonly unknown[];
  readonly tally?: VectorTally;
};

const isCellArray = (array: unknown): array is CellArray => widthOf(array) !== undefined;
const widthsOf = (arrays: readonly CellArray[]): CellWidth[] => arrays.map((array) => widthOf(array) as CellWidth);

/** Undefined where it cannot be vector code. */
export const vectorRun = ({ stores, columns, tables, outputs, tally }: VectorSource): VectorRun | undefined => {
  const kinds = columns.map((cells) => (cells as object).constructor as unknown);
  if (!kinds.every(isCellArray) || !outputs.every(isCellArray) || stores.some(({ list }) => list !== undefined)) return undefined;
  const plan = {
    columns: widthsOf(kinds),
    tables,
    outputs: widthsOf(outputs),
    stores: stores.map(({ value }, place) => ({ place, value })),
    ...(tally === undefined ? {} : { tally }),
    unitsMax: CHUNK_UNITS,
  };
  const code = vectorCode(plan);
  return code === undefined ? undefined : new VectorRun(code, plan, outputs);
};
