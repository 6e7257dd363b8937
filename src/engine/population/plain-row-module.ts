/** Finds the fields of plain rows of CSV, 16 bytes at a time, as a WebAssembly module: a loop over single bytes takes several times as long. */
import * as wasm from '../wasm/wasm-code.ts';
import { wasmModule } from '../wasm/wasm-module.ts';

type Code = wasm.Code;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const VECTOR_BYTES = 16;

/** The most bytes that are looked at in one go. */
export const SLICE_BYTES = 1 << 15;

/** Addresses. What was found: the place after the last row, and four times the number of rows. */
export const STATE = 0;
/** The bytes; those before and after, as far as a vector reaches, have to be zero. */
export const BYTES = 32;
/** By field where it begins and ends; by row four times the number of fields up to its end. */
export const STARTS = BYTES + SLICE_BYTES + VECTOR_BYTES;
export const ENDS = STARTS + 4 * SLICE_BYTES;
export const ROWS = ENDS + 4 * SLICE_BYTES;
export const MODULE_BYTES = ROWS + 4 * SLICE_BYTES;

/** Parameters of the function: the address after the last byte, the delimiter, and what makes places of addresses. */
const LIMIT = 0;
const DELIMITER = 1;
const SHIFT = 2;
const AT = 3;
/** Which of the 16 bytes at AT are still to be looked at. */
const SPECIALS = 4;
const PLACE = 5;
const BYTE = 6;
const END = 7;
const START = 8;
const ROW_START = 9;
/** Four times the numbers of fields and rows. */
const FIELD = 10;
const ROW = 11;
/** Vectors. */
const VECTOR = 12;
const DELIMITERS = 13;
const QUOTES = 14;
const LINE_FEEDS = 15;
const RETURNS = 16;
const PARAMETERS = AT;
const SCALARS = VECTOR - PARAMETERS;
const VECTORS = RETURNS + 1 - VECTOR;

const { get, set, tee, i32 } = wasm;

const increase = (local: number, by: number): Code => [...get(local), ...i32(by), ...wasm.addI32, ...set(local)];
const isEqual = (a: Code, b: Code): Code => [...a, ...b, ...wasm.isEqualI32];
const inAllLanes = (byte: Code, local: number): Code => [...byte, ...wasm.splatByte, ...set(local)];
const lanesEqual = (local: number): Code => [...get(VECTOR), ...get(local), ...wasm.equalBytes];

const placeOf = (address: number): Code => [...get(address), ...get(SHIFT), ...wasm.addI32];

const putField = (end: number): Code => [
  ...[...get(FIELD), ...placeOf(START), ...wasm.storeI32(STARTS)],
  ...[...get(FIELD), ...placeOf(end), ...wasm.storeI32(ENDS)],
  ...increase(FIELD, 4),
  ...[...get(PLACE), ...i32(1), ...wasm.addI32, ...set(START)],
];

/** Takes the next byte that ends a field or is not plain. */
const findSpecial: Code = [
  ...[...get(AT), ...get(SPECIALS), ...wasm.trailingZerosI32, ...wasm.addI32, ...tee(PLACE), ...wasm.loadByte(0), ...set(BYTE)],
  ...[...get(SPECIALS), ...get(SPECIALS), ...i32(1), ...wasm.subtractI32, ...wasm.andI32, ...set(SPECIALS)],
];

/** A carriage return before the line feed is not the field's. */
const findLineEnd: Code = [
  ...get(PLACE),
  ...isEqual([...get(PLACE), ...i32(1), ...wasm.subtractI32, ...wasm.loadByte(0)], i32(CR)),
  ...[...wasm.subtractI32, ...set(END)],
];

const putRow: Code = [...[...get(START), ...set(ROW_START)], ...[...get(ROW), ...get(FIELD), ...wasm.storeI32(ROWS)], ...increase(ROW, 4)];

/** Goes over the bytes up to the first that is not plain: a quote, a carriage return without a line feed, a line without a character. */
const findRows: Code = wasm.block(
  wasm.loop([
    ...[...get(AT), ...get(LIMIT), ...wasm.isBelowI32, ...wasm.isZeroI32, ...wasm.jumpIf(1)],
    ...[...get(AT), ...wasm.load(0), ...set(VECTOR)],
    ...[
      ...lanesEqual(DELIMITERS),
      ...lanesEqual(LINE_FEEDS),
      ...wasm.or,
      ...lanesEqual(QUOTES),
      ...wasm.or,
      ...lanesEqual(RETURNS),
      ...wasm.or,
    ],
    ...[...wasm.highBits, ...set(SPECIALS)],
    ...wasm.block(
      wasm.loop([
        ...[...get(SPECIALS), ...wasm.isZeroI32, ...wasm.jumpIf(1)],
        ...findSpecial,
        ...isEqual(get(BYTE), get(DELIMITER)),
        ...wasm.when([...putField(PLACE), ...wasm.jump(1)]),
        ...isEqual(get(BYTE), i32(LF)),
        ...wasm.when([
          ...findLineEnd,
          ...[...isEqual(get(END), get(ROW_START)), ...wasm.jumpIf(4)],
          ...[...putField(END), ...putRow, ...wasm.jump(1)],
        ]),
        ...[...isEqual(get(BYTE), i32(QUOTE)), ...wasm.jumpIf(3)],
        ...[...isEqual([...get(PLACE), ...wasm.loadByte(1)], i32(LF)), ...wasm.jumpIf(0)],
        ...wasm.jump(3),
      ]),
    ),
    ...[...increase(AT, VECTOR_BYTES), ...wasm.jump(0)],
  ]),
);

/** A module that exports `findRows(limit, delimiter, shift)`. */
export const plainRowModule = (): Uint8Array<ArrayBuffer> =>
  wasmModule([
    {
      name: 'findRows',
      params: PARAMETERS,
      scalars: SCALARS,
      vectors: VECTORS,
      body: [
        ...inAllLanes(get(DELIMITER), DELIMITERS),
        ...inAllLanes(i32(QUOTE), QUOTES),
        ...inAllLanes(i32(LF), LINE_FEEDS),
        ...inAllLanes(i32(CR), RETURNS),
        ...[...i32(BYTES), ...tee(AT), ...tee(START), ...set(ROW_START)],
        ...findRows,
        ...[...i32(STATE), ...placeOf(ROW_START), ...wasm.storeI32(0)],
        ...[...i32(STATE), ...get(ROW), ...wasm.storeI32(4)],
      ],
    },
  ]);
