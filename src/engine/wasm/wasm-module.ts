/** A module of WebAssembly's binary format (core specification 2.0, section 5.5) around a memory that it is given. */
import { type Code, unsigned } from './wasm-code.ts';

const TYPE_I32 = 0x7f;
const TYPE_I64 = 0x7e;
const TYPE_F64 = 0x7c;
const TYPE_V128 = 0x7b;

/**
 * A function of 32-bit parameters that gives nothing. Its locals come after the parameters: those of 32 bits first, then the vectors, integers of 64 bits
 * and doubles.
 */
export type WasmFunction = {
  readonly name: string;
  readonly params: number;
  readonly scalars?: number;
  readonly vectors: number;
  readonly wides?: number;
  readonly doubles?: number;
  readonly body: Code;
};

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const name = (text: string): Code => vector([...new TextEncoder().encode(text)].map((byte) => [byte]));

/** A module that imports its memory as `env.memory` and exports every function by its name. */
export const wasmModule = (functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> => {
  const types = functions.map(({ params }) => [0x60, ...vector(new Array<Code>(params).fill([TYPE_I32])), 0]);
  const bodies = functions.map(({ scalars = 0, vectors, wides = 0, doubles = 0, body }) => {
    const locals = vector([
      [...unsigned(scalars), TYPE_I32],
      [...unsigned(vectors), TYPE_V128],
      [...unsigned(wides), TYPE_I64],
      [...unsigned(doubles), TYPE_F64],
    ]);
    return [...unsigned(locals.length + body.length + 1), ...locals, ...body, 0x0b];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([[...name('env'), ...name('memory'), 0x02, 0x00, 0x01]])),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(7, vector(functions.map((func, index) => [...name(func.name), 0x00, ...unsigned(index)]))),
    ...section(10, vector(bodies)),
  ]);
};
