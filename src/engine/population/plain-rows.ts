/** Takes rows of CSV without quotes and lone carriage returns: nearly all rows of nearly all files. */
import { reserveThreadMemory, threadMemory } from '../wasm/thread-memory.ts';
import { BYTES, ENDS, MODULE_BYTES, plainRowModule, ROWS, SLICE_BYTES, STARTS, STATE } from './plain-row-module.ts';
import type { RowBounds } from './row-bounds.ts';

/** The module reads in whole vectors. */
const VECTOR_BYTES = 16;

type FindRows = (limit: number, delimiter: number, shift: number) => void;

let findRows: FindRows | undefined;

const compiled = (): FindRows => {
  if (findRows !== undefined) return findRows;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(plainRowModule()), { env: { memory: threadMemory() } });
  findRows = exports.findRows as FindRows;
  return findRows;
};

type PlainInput = {
  readonly bytes: Uint8Array;
  /** Where the first row begins, on which line, and where the bytes end. */
  readonly at: number;
  readonly line: number;
  readonly end: number;
  readonly delimiter: number;
};

/**
 * Puts whole rows into `bounds` as long as they are plain, at most SLICE_BYTES of them, and gives the place after the last one. Where that is `at`, the
 * row there is not whole or has to be taken in another way.
 */
export const takePlainRows = ({ bytes, at, line, end, delimiter }: PlainInput, bounds: RowBounds): number => {
  const memory = reserveThreadMemory(MODULE_BYTES);
  const length = Math.min(end - at, SLICE_BYTES);
  memory.fill(0, BYTES - VECTOR_BYTES, BYTES);
  memory.set(bytes.subarray(at, at + length), BYTES);
  memory.fill(0, BYTES + length, BYTES + length + VECTOR_BYTES);
  compiled()(BYTES + length, delimiter, at - BYTES);
  const { buffer } = memory;
  const [behind = at, rowsTimesFour = 0] = new Uint32Array(buffer, STATE, 2);
  if (rowsTimesFour === 0) return at;
  const fieldsTimesFour = new Uint32Array(buffer, ROWS, rowsTimesFour / 4);
  const fields = (fieldsTimesFour.at(-1) as number) / 4;
  const starts = new Uint32Array(buffer, STARTS, fields);
  const ends = new Uint32Array(buffer, ENDS, fields);
  bounds.addPlain({ starts, ends, fieldsTimesFour, line });
  return behind;
};
