/** The face of column code: typed expressions become nodes of a graph, and a graph becomes a function over typed arrays. */
export { countOf, leastOrMostOf, sumOf } from './aggregate.ts';
export { choose, nothing, orMissing } from './choose.ts';
export { compareValues } from './compare-values.ts';
export { constantValue, kindOf } from './constant-value.ts';
export { kernelSource, type Store } from './emit.ts';
export { Graph } from './graph.ts';
export { collectedList, memberList } from './list.ts';
export { conjunction, known } from './logic.ts';
export { HELPERS, startLowering } from './lower.ts';
export { lowerTests } from './lower-test.ts';
export type { KernelBench, KernelNames } from './lowering.ts';
export type { Node } from './node.ts';
export { NotCompilable, notCompilable } from './not-compilable.ts';
export { wholeMultiple } from './number.ts';
export { type ChunkTexts, type TableData, Tables } from './tables.ts';
export { CODE_BOUNDS, knownDictionary, knownText, recoded } from './text.ts';
export type { BooleanValue, ContextValue, Dictionary, KernelValue, ListValue } from './value.ts';
