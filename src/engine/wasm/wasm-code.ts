/** Instructions of WebAssembly (core specification 2.0, section 5.4) as bytes: as many as generated loops over vectors take. */

export type Code = readonly number[];

export const unsigned = (value: number): Code => {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
};

const signed = (value: bigint): Code => {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    if (rest >= -64n && rest < 64n) return [...bytes, low];
    bytes.push(low | 0x80);
  }
};

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

/** Alignments as powers of two; only hints. */
const ALIGN_2 = 1;
const ALIGN_4 = 2;
const ALIGN_8 = 3;
const ALIGN_16 = 4;

/** Takes an address from the stack; reads or writes at it plus `offset`. */
type Access = (offset: number) => Code;
const access =
  (opcode: Code, align: number): Access =>
  (offset) => [...opcode, align, ...unsigned(offset)];
/** The same for one lane of a vector, which lies above the address on the stack. */
type LaneAccess = (offset: number, lane: number) => Code;
const laneAccess =
  (opcode: number, align: number): LaneAccess =>
  (offset, lane) => [...simd(opcode), align, ...unsigned(offset), lane];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
/** Sets, and leaves the value on the stack. */
export const tee = (local: number): Code => [0x22, ...unsigned(local)];
export const call = (func: number): Code => [0x10, ...unsigned(func)];
/** A body that is gone through as long as it leaves something else than zero on the stack; at least once. */
export const repeat = (body: Code): Code => [0x03, 0x40, ...body, 0x0d, 0x00, 0x0b];

/** `jump(n)` inside goes to the end of a block or of a condition, and to the begin of a loop; n of those that lie around are passed over. */
export const block = (body: Code): Code => [0x02, 0x40, ...body, 0x0b];
export const loop = (body: Code): Code => [0x03, 0x40, ...body, 0x0b];
export const jump = (depth: number): Code => [0x0c, ...unsigned(depth)];
/** These take a condition from the stack: anything but zero. */
export const when = (body: Code): Code => [0x04, 0x40, ...body, 0x0b];
export const jumpIf = (depth: number): Code => [0x0d, ...unsigned(depth)];

export const i32 = (value: number): Code => [0x41, ...signed(BigInt(value | 0))];
/** Bits above the lowest 64 are cut off. */
export const i64 = (value: bigint): Code => [0x42, ...signed(BigInt.asIntN(64, value))];
export const f64 = (value: number): Code => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)];
export const addI32: Code = [0x6a];
export const subtractI32: Code = [0x6b];
export const multiplyI32: Code = [0x6c];
export const andI32: Code = [0x71];
export const orI32: Code = [0x72];
export const xorI32: Code = [0x73];
export const divideI32: Code = [0x6e];
export const remainderI32: Code = [0x70];
export const isZeroI32: Code = [0x45];
export const isEqualI32: Code = [0x46];
export const isUnequalI32: Code = [0x47];
/** Of numbers without a sign, and with one. */
export const isBelowI32: Code = [0x49];
export const isLessI32: Code = [0x48];
/** How many zeros are below the lowest one. */
export const trailingZerosI32: Code = [0x68];
export const leftI32 = (bits: number): Code => [...i32(bits), 0x74];
export const rightI32 = (bits: number): Code => [...i32(bits), 0x76];
/** Of (a, b, condition): a where it is not zero. */
export const select: Code = [0x1b];
export const loadI32 = access([0x28], ALIGN_4);
export const loadF64 = access([0x2b], ALIGN_8);
export const loadByte = access([0x2d], 0);
export const loadTwoBytes = access([0x2f], ALIGN_2);
export const storeI32 = access([0x36], ALIGN_4);
export const storeF64 = access([0x39], ALIGN_8);

/** Integers of 64 bits. */
export const loadI64 = access([0x29], ALIGN_8);
export const addI64: Code = [0x7c];
export const multiplyI64: Code = [0x7e];
export const andI64: Code = [0x83];
export const orI64: Code = [0x84];
export const xorI64: Code = [0x85];
export const rightI64 = (bits: number): Code => [...i64(BigInt(bits)), 0x88];
export const isZeroI64: Code = [0x50];
/** The low half, and back. */
export const narrowI64: Code = [0xa7];
export const widenI32: Code = [0xad];

/** Single doubles. */
export const wholeToF64: Code = [0xb9];
export const absoluteOneF64: Code = [0x99];
export const negateOneF64: Code = [0x9a];
export const multiplyOneF64: Code = [0xa2];
export const maximumOneF64: Code = [0xa5];
export const isLessF64: Code = [0x63];
/** A double that is an integer, as one of 32 bits. */
export const wholeF64: Code = [0xfc, ...unsigned(0x02)];

/** All 16 bytes. */
export const load = access(simd(0x00), ALIGN_16);
export const store = access(simd(0x0b), ALIGN_16);
/** 4 or 8 bytes into the lowest lane, the others zero. */
export const load4 = access(simd(0x5c), ALIGN_4);
export const load8 = access(simd(0x5d), ALIGN_8);
export const load4Lane = laneAccess(0x56, ALIGN_4);
export const load8Lane = laneAccess(0x57, ALIGN_8);
export const store2Lane = laneAccess(0x59, ALIGN_2);
export const store4Lane = laneAccess(0x5a, ALIGN_4);
export const store8Lane = laneAccess(0x5b, ALIGN_8);

/** Bytes of two vectors by number: 0 … 15 of the first, 16 … 31 of the second. */
export const shuffle = (lanes: readonly number[]): Code => [...simd(0x0d), ...lanes];
/** The bytes of one vector by number. */
export const swizzle = (lanes: readonly number[]): Code => [...simd(0x0c), ...lanes, ...simd(0x0e)];
/** The same byte in all 16; which bytes of two vectors are equal; and the highest bit of every byte as the lowest 16 of a number. */
export const splatByte: Code = simd(0x0f);
export const equalBytes: Code = simd(0x23);
export const highBits: Code = simd(0x64);
/** Whether no byte is zero. */
export const allBytes: Code = simd(0x63);
/** The same 32 bits in all four lanes. */
export const splat: Code = simd(0x11);
export const not: Code = simd(0x4d);
export const and: Code = simd(0x4e);
export const or: Code = simd(0x50);
export const xor: Code = simd(0x51);
/** Of (a, b, mask): a where the mask has a one, b where it has a zero. */
export const bitselect: Code = simd(0x52);
export const shiftLeft = (bits: number): Code => [...i32(bits), ...simd(0xab)];
export const shiftRight = (bits: number): Code => [...i32(bits), ...simd(0xad)];
export const add: Code = simd(0xae);
export const subtract: Code = simd(0xb1);
export const multiply: Code = simd(0xb5);
export const absolute: Code = simd(0xa0);
export const minimum: Code = simd(0xb6);
export const maximum: Code = simd(0xb8);
/** Comparisons give all ones or all zeros in a lane. */
export const equal: Code = simd(0x37);
export const less: Code = simd(0x39);
export const lane = (index: number): Code => [...simd(0x1b), index];
/** Four lanes of 32 bits as 8 of 16, with those of a second vector; 8 of 16 bits as 16 bytes. */
export const narrowTo16: Code = simd(0x85);
export const narrowTo8: Code = simd(0x66);
/** The low half of the lanes, each twice as wide. */
export const widenBytes: Code = simd(0x89);
export const widen16: Code = simd(0xa9);
/** The low and the high two lanes of 32 bits, as signed numbers of 64 bits. */
export const lowTo64: Code = simd(0xc7);
export const highTo64: Code = simd(0xc8);
export const add64: Code = simd(0xce);

/** The same of two doubles. */
export const splatF64: Code = simd(0x14);
export const addF64: Code = simd(0xf0);
export const subtractF64: Code = simd(0xf1);
export const multiplyF64: Code = simd(0xf2);
export const divideF64: Code = simd(0xf3);
export const absoluteF64: Code = simd(0xec);
export const minimumF64: Code = simd(0xf4);
export const maximumF64: Code = simd(0xf5);
export const floorF64: Code = simd(0x75);
export const equalF64: Code = simd(0x47);
export const lessF64: Code = simd(0x49);
export const laneF64 = (index: number): Code => [...simd(0x21), index];
/** The low two lanes of 32 bits as doubles, and doubles that are integers as those. */
export const lowToF64: Code = simd(0xfe);
export const wholeLanes: Code = simd(0xfc);
