/** How the lanes of a vector compute: as four integers of 32 bits, or as two doubles that are integers below 2^53. */
import * as wasm from '../../../wasm/wasm-code.ts';

type Code = wasm.Code;

/** What an array of a chunk holds: bytes, integers of 32 bits, or doubles. */
export type CellWidth = 'u8' | 'i32' | 'f64';

export const BYTES_OF: Readonly<Record<CellWidth, number>> = { u8: 1, i32: 4, f64: 8 };

export type Lanes = {
  readonly kind: 'i32' | 'f64';
  readonly count: number;
  /** Bytes of a lane, and of an entry of a table. */
  readonly bytes: number;
  readonly constant: (value: number) => Code;
  readonly add: Code;
  readonly subtract: Code;
  readonly multiply: Code;
  readonly absolute: Code;
  readonly minimum: Code;
  readonly maximum: Code;
  readonly less: Code;
  readonly equal: Code;
  /** The largest integers that are not above left / right, for right above zero. `left` and `right` may be written more than once. */
  readonly floorDivide: (left: Code, right: Code) => Code;
  /** The same for one divisor in all lanes. */
  readonly floorDivideBy: (left: Code, divisor: number) => Code;
  /** A lane as a scalar of 32 bits. */
  readonly scalar: (lane: number) => Code;
  /** As many cells as there are lanes, from the address on the stack plus `offset`. */
  readonly read: (width: CellWidth, offset: number) => Code;
  /** Of (address, vector): a lane from the address plus `offset`. */
  readonly readLane: (offset: number, lane: number) => Code;
  /** Of (address, vector): writes all lanes. */
  readonly write: (width: CellWidth) => Code;
};

/** The bytes of the vector whose low half is the first one's, and its high half the second's low half. */
const JOINED = wasm.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]);
const highHalf = (vector: Code): Code => [
  ...vector,
  ...vector,
  ...wasm.shuffle([8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]),
];

const splatF64 = (value: number): Code => [...wasm.f64(value), ...wasm.splatF64];

/** Doubles hold the quotient of two integers of 32 bits so well that rounding it down is exact. */
const divideHalf = (left: Code, right: Code): Code => [
  ...left,
  ...wasm.lowToF64,
  ...right,
  ...wasm.lowToF64,
  ...wasm.divideF64,
  ...wasm.floorF64,
  ...wasm.wholeLanes,
];

/**
 * Without a division, which takes longest: (n + 1/2) / d lies at least 1 / 2d away from every integer, and the rounding of the product moves it by
 * less than 2^-20 / d, as n is below 2^31.
 */
const divideHalfBy = (left: Code, divisor: number): Code => [
  ...left,
  ...wasm.lowToF64,
  ...splatF64(0.5),
  ...wasm.addF64,
  ...splatF64(1 / divisor),
  ...wasm.multiplyF64,
  ...wasm.floorF64,
  ...wasm.wholeLanes,
];

/** Of a vector: its four lanes of 32 bits as its low four bytes. */
const narrowed = (spare: number): Code => [
  ...wasm.tee(spare),
  ...wasm.get(spare),
  ...wasm.narrowTo16,
  ...wasm.tee(spare),
  ...wasm.get(spare),
  ...wasm.narrowTo8,
];

const fromBytes: Code = [...wasm.widenBytes, ...wasm.widen16];

/** `spare` is a vector local that nothing else uses. */
export const integerLanes = (spare: number): Lanes => ({
  kind: 'i32',
  count: 4,
  bytes: 4,
  constant: (value) => [...wasm.i32(value), ...wasm.splat],
  add: wasm.add,
  subtract: wasm.subtract,
  multiply: wasm.multiply,
  absolute: wasm.absolute,
  minimum: wasm.minimum,
  maximum: wasm.maximum,
  less: wasm.less,
  equal: wasm.equal,
  floorDivide: (left, right) => [...divideHalf(left, right), ...divideHalf(highHalf(left), highHalf(right)), ...JOINED],
  floorDivideBy: (left, divisor) => [...divideHalfBy(left, divisor), ...divideHalfBy(highHalf(left), divisor), ...JOINED],
  scalar: wasm.lane,
  read: (width, offset) => {
    if (width === 'i32') return wasm.load(offset);
    if (width === 'u8') return [...wasm.load4(offset), ...fromBytes];
    throw new TypeError('doubles are not read into lanes of 32 bits');
  },
  readLane: wasm.load4Lane,
  write: (width) => {
    if (width === 'i32') return wasm.store(0);
    if (width === 'u8') return [...narrowed(spare), ...wasm.store4Lane(0, 0)];
    throw new TypeError('lanes of 32 bits are not written as doubles');
  },
});

const wholeQuotient = (left: Code, right: Code): Code => [
  ...left,
  ...right,
  ...wasm.divideF64,
  ...wasm.floorF64,
  ...splatF64(0),
  ...wasm.addF64,
];

export const doubleLanes = (spare: number): Lanes => ({
  kind: 'f64',
  count: 2,
  bytes: 8,
  constant: (value) => [...wasm.f64(value), ...wasm.splatF64],
  add: wasm.addF64,
  subtract: wasm.subtractF64,
  // A product may be -0, which is no integer of ours.
  multiply: [...wasm.multiplyF64, ...wasm.f64(0), ...wasm.splatF64, ...wasm.addF64],
  absolute: wasm.absoluteF64,
  minimum: wasm.minimumF64,
  maximum: wasm.maximumF64,
  less: wasm.lessF64,
  equal: wasm.equalF64,
  floorDivide: wholeQuotient,
  floorDivideBy: (left, divisor) => wholeQuotient(left, splatF64(divisor)),
  scalar: (lane) => [...wasm.laneF64(lane), ...wasm.wholeF64],
  read: (width, offset) => {
    if (width === 'f64') return wasm.load(offset);
    if (width === 'i32') return [...wasm.load8(offset), ...wasm.lowToF64];
    return [...wasm.loadTwoBytes(offset), ...wasm.splat, ...fromBytes, ...wasm.lowToF64];
  },
  readLane: wasm.load8Lane,
  write: (width) => {
    if (width === 'f64') return wasm.store(0);
    if (width === 'i32') return [...wasm.wholeLanes, ...wasm.store8Lane(0, 0)];
    return [...wasm.wholeLanes, ...narrowed(spare), ...wasm.store2Lane(0, 0)];
  },
});
