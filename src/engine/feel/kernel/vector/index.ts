/** The face of vector code: the nodes of a kernel as a loop of WebAssembly, where they go through no members. */
export type { CellWidth } from './lanes.ts';
export { vectorCode } from './vector-code.ts';
export type { VectorTally } from './vector-plan.ts';
export { type CellArray, type Cells, type VectorResult, VectorRun, widthOf } from './vector-run.ts';
