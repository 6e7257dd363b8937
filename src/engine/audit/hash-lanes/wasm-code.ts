/** As much of WebAssembly's binary format (core specification 2.0, section 5) as a module of straight-line vector code takes. */

export type Code = readonly number[];

const unsigned = (value: number): Code => {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
};

/** Of a number of 32 bits. */
const signed = (value: number): Code => {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 0x7f];
    bytes.push((rest & 0x7f) | 0x80);
  }
};

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

/** Natural alignment of 16 bytes, as a power of two; only a hint. */
const ALIGN_16 = 4;

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const call = (func: number): Code => [0x10, ...unsigned(func)];
/** 16 bytes from the address on the stack plus `offset`. */
export const load = (offset: number): Code => [...simd(0x00), ALIGN_16, ...unsigned(offset)];
export const store = (offset: number): Code => [...simd(0x0b), ALIGN_16, ...unsigned(offset)];
/** Bytes of two vectors by number: 0 … 15 of the first, 16 … 31 of the second. */
export const shuffle = (lanes: readonly number[]): Code => [...simd(0x0d), ...lanes];
/** The bytes of one vector by number. */
export const swizzle = (lanes: readonly number[]): Code => [...simd(0x0c), ...lanes, ...simd(0x0e)];
/** The same 32 bits in all four lanes. */
export const splat: Code = simd(0x11);
export const or: Code = simd(0x50);
export const xor: Code = simd(0x51);
/** Of (a, b, mask): a where the mask has a one, b where it has a zero. */
export const bitselect: Code = simd(0x52);
export const shiftLeft = (bits: number): Code => [...i32(bits), ...simd(0xab)];
export const shiftRight = (bits: number): Code => [...i32(bits), ...simd(0xad)];
export const add: Code = simd(0xae);

const TYPE_I32 = 0x7f;
const TYPE_V128 = 0x7b;

/** A function of 32-bit parameters that gives nothing; its vector locals come after the parameters. */
export type WasmFunction = { readonly name: string; readonly params: number; readonly vectors: number; readonly body: Code };

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const name = (text: string): Code => vector([...new TextEncoder().encode(text)].map((byte) => [byte]));

/** A module that imports its memory as `env.memory` and exports every function by its name. */
export const wasmModule = (functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> => {
  const types = functions.map(({ params }) => [0x60, ...vector(new Array<Code>(params).fill([TYPE_I32])), 0]);
  const bodies = functions.map(({ vectors, body }) => {
    const code = [...vector([[...unsigned(vectors), TYPE_V128]]), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
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
