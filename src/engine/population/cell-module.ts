/** Reads the cells of whole columns from their bytes, as a WebAssembly module: it is fast from the first batch on, and JavaScript only once it is hot. */
import * as wasm from '../wasm/wasm-code.ts';
import { type WasmFunction, wasmModule } from '../wasm/wasm-module.ts';

type Code = wasm.Code;

const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;

/** Digits that a double surely holds. A longer numeral is left unread. */
export const DIGITS_MAX = 15;
/** Bytes of a text that can be known, and how many texts of a column can. */
export const TEXT_BYTES_MAX = 16;
export const TEXTS_MAX = 64;

/** Addresses. How many rows were left unread, the largest size of a number, and the bounds of what is read: doubles for numbers, 32 bits for dates. */
export const UNREAD_COUNT = 0;
export const LARGEST = 8;
export const LOW = 16;
export const HIGH = 24;
/** Powers of ten as doubles. */
export const POWERS = 32;
/** The number of known texts; their bytes, filled up with zeros; their cells; and masks of 0 … 16 bytes. */
export const TEXT_COUNT = POWERS + 8 * (DIGITS_MAX + 1);
export const TEXTS = TEXT_COUNT + 16;
export const TEXT_CELLS = TEXTS + TEXT_BYTES_MAX * TEXTS_MAX;
export const MASKS = TEXT_CELLS + 4 * TEXTS_MAX;
/** From here on the caller lays out what the parameters are the addresses of. */
export const BATCH = MASKS + 16 * (TEXT_BYTES_MAX + 1);

/**
 * Parameters. The bytes; by row how it is read, where only zero is read here, and the number of its first field; by field the places where it
 * begins and ends; the cells, and the numbers of the rows that are left unread.
 */
const BYTES = 0;
const WAYS = 1;
const ROW_FIELDS = 2;
const STARTS = 3;
const ENDS = 4;
const CELLS = 5;
const UNREAD = 6;
const ROWS = 7;
const COLUMN = 8;
/** Digits after the point that cells have; of numbers only. */
const SCALE = 9;
const PARAMETERS = SCALE + 1;

const ROW = 10;
const START = 11;
const END = 12;
/** Four times the number of rows left unread. */
const LEFT = 13;
const AT = 14;
const BYTE = 15;
/** Of numbers. `BEHIND` is the place after the point, or zero. */
const IS_NEGATIVE = 16;
const FROM = 17;
const BEHIND = 18;
const MISSING = 19;
/** Of dates. */
const YEAR = 16;
const MONTH = 17;
const DAY = 18;
const DAYS = 19;
const SCALARS = DAYS + 1 - PARAMETERS;
const VECTOR = 20;
const WIDE = 21;
const VALUE = 22;
const MOST = 23;

const { get, set, tee, i32, i64 } = wasm;

const plus = (a: Code, b: Code): Code => [...a, ...b, ...wasm.addI32];
const minus = (a: Code, b: Code): Code => [...a, ...b, ...wasm.subtractI32];
const times = (a: Code, factor: number): Code => [...a, ...i32(factor), ...wasm.multiplyI32];
const isEqual = (a: Code, b: Code): Code => [...a, ...b, ...wasm.isEqualI32];
const isBelow = (a: Code, b: Code): Code => [...a, ...b, ...wasm.isBelowI32];
const isLess = (a: Code, b: Code): Code => [...a, ...b, ...wasm.isLessI32];
const increase = (local: number, by: number): Code => [...plus(get(local), i32(by)), ...set(local)];
const element = (address: number, index: Code, shift: number): Code => plus(get(address), [...index, ...wasm.leftI32(shift)]);

/** Inside of a reader's outermost code: leaves the row unread where the condition holds. */
const giveUpIf = (condition: Code): Code => [...condition, ...wasm.jumpIf(0)];

/** Goes over the rows; `read` takes the field from START to END and writes its cell, or gives up. */
const forRows = (read: Code): Code => {
  const field = plus([...element(ROW_FIELDS, get(ROW), 2), ...wasm.loadI32(0)], get(COLUMN));
  const placeIn = (address: number): Code => plus([...element(address, field, 2), ...wasm.loadI32(0)], get(BYTES));
  return [
    ...wasm.block(
      wasm.loop([
        ...[...isBelow(get(ROW), get(ROWS)), ...wasm.isZeroI32, ...wasm.jumpIf(1)],
        ...wasm.block([
          ...[...plus(get(WAYS), get(ROW)), ...wasm.loadByte(0), ...wasm.jumpIf(0)],
          ...[...placeIn(STARTS), ...set(START), ...placeIn(ENDS), ...set(END)],
          ...wasm.block([...read, ...wasm.jump(1)]),
          ...[...plus(get(UNREAD), get(LEFT)), ...get(ROW), ...wasm.storeI32(0), ...increase(LEFT, 4)],
        ]),
        ...[...increase(ROW, 1), ...wasm.jump(0)],
      ]),
    ),
    ...[...i32(UNREAD_COUNT), ...get(LEFT), ...wasm.rightI32(2), ...wasm.storeI32(0)],
  ];
};

/** Digits, with one point among them, make an integer; what they are is seen afterwards. */
const readDigits: Code = wasm.block(
  wasm.loop([
    ...[...isBelow(get(AT), get(END)), ...wasm.isZeroI32, ...wasm.jumpIf(1)],
    ...[...minus([...get(AT), ...wasm.loadByte(0)], i32(ZERO)), ...set(BYTE)],
    ...increase(AT, 1),
    ...isBelow(get(BYTE), i32(10)),
    ...wasm.when([
      ...[...get(WIDE), ...i64(10n), ...wasm.multiplyI64, ...get(BYTE), ...wasm.widenI32, ...wasm.addI64, ...set(WIDE)],
      ...wasm.jump(1),
    ]),
    ...[...get(BYTE), ...i32(POINT - ZERO), ...wasm.isUnequalI32, ...get(BEHIND), ...wasm.orI32, ...wasm.jumpIf(2)],
    ...[...get(AT), ...set(BEHIND)],
    ...wasm.jump(0),
  ]),
);

/** A sign, digits, and digits after a point, as an integer in units of 10^-SCALE. */
const readNumber: Code = [
  ...giveUpIf(isEqual(get(START), get(END))),
  ...[...get(START), ...wasm.loadByte(0), ...tee(BYTE), ...i32(MINUS), ...wasm.isEqualI32, ...set(IS_NEGATIVE)],
  ...[...isEqual(get(BYTE), i32(PLUS)), ...get(IS_NEGATIVE), ...wasm.orI32, ...get(START), ...wasm.addI32, ...tee(AT), ...set(FROM)],
  ...[...i64(0n), ...set(WIDE), ...i32(0), ...set(BEHIND)],
  ...readDigits,
  ...giveUpIf(isEqual(get(BEHIND), get(END))),
  // Digits that the scale has and the cell has not: below zero where the cell has more.
  ...[...get(SCALE), ...minus(get(END), get(BEHIND)), ...i32(0), ...get(BEHIND), ...wasm.select, ...wasm.subtractI32, ...set(MISSING)],
  ...giveUpIf(isLess(get(MISSING), i32(0))),
  // Its digits: all of its bytes but the sign and the point.
  ...[...minus(get(END), get(FROM)), ...get(BEHIND), ...wasm.isZeroI32, ...wasm.isZeroI32, ...wasm.subtractI32, ...set(AT)],
  ...giveUpIf([...get(AT), ...wasm.isZeroI32]),
  ...giveUpIf(isLess(i32(DIGITS_MAX), plus(get(AT), get(MISSING)))),
  ...[
    ...get(WIDE),
    ...wasm.wholeToF64,
    ...get(MISSING),
    ...wasm.leftI32(3),
    ...wasm.loadF64(POWERS),
    ...wasm.multiplyOneF64,
    ...set(VALUE),
  ],
  ...[...get(IS_NEGATIVE), ...wasm.when([...get(VALUE), ...wasm.negateOneF64, ...set(VALUE)])],
  ...giveUpIf([...get(VALUE), ...i32(LOW), ...wasm.loadF64(0), ...wasm.isLessF64]),
  ...giveUpIf([...i32(HIGH), ...wasm.loadF64(0), ...get(VALUE), ...wasm.isLessF64]),
  ...[...element(CELLS, get(ROW), 3), ...get(VALUE), ...wasm.storeF64(0)],
  ...[...get(VALUE), ...wasm.absoluteOneF64, ...get(MOST), ...wasm.maximumOneF64, ...set(MOST)],
];

/** Of bytes that have lost the bits of "0" and "-": those that were no such character keep a bit above 9, or above 0. */
const DATE_CHARACTERS = 0x2d30_302d_3030_3030n;
const DATE_ROOM = 0x7f76_767f_7676_7676n;
const DATE_BYTES = 10;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_SHIFT = 719_468;

/** Of digits in bytes one after the other: each times ten plus the next one. */
const pairs = (digits: Code): Code => plus(times(digits, 10), [...digits, ...wasm.rightI32(8)]);
const lowByte = (code: Code): Code => [...code, ...i32(0xff), ...wasm.andI32];
const isMultiple = (code: Code, of: number): Code => [...code, ...i32(of), ...wasm.remainderI32, ...wasm.isZeroI32];
const dividedBy = (code: Code, by: number): Code => [...code, ...i32(by), ...wasm.divideI32];

const isLeapYear: Code = [
  ...isMultiple(get(YEAR), 4),
  ...[...isMultiple(get(YEAR), 100), ...wasm.isZeroI32, ...isMultiple(get(YEAR), 400), ...wasm.orI32],
  ...wasm.andI32,
];

/** Months of 30 and 31 days take turns, and begin anew in August. */
const daysInMonth: Code = [
  ...plus(isLeapYear, i32(28)),
  ...plus([...plus(get(MONTH), [...get(MONTH), ...wasm.rightI32(3)]), ...i32(1), ...wasm.andI32], i32(30)),
  ...isEqual(get(MONTH), i32(2)),
  ...wasm.select,
];

const isBeforeMarch: Code = isBelow(get(MONTH), i32(3));

/** Counted in years that begin in March, so that the leap day is the last one. */
const daysSinceEpoch: Code = [
  ...[...minus(get(YEAR), isBeforeMarch), ...set(YEAR)],
  ...[...minus(plus(get(MONTH), times(isBeforeMarch, 12)), i32(3)), ...set(MONTH)],
  ...times(get(YEAR), 365),
  ...[...get(YEAR), ...wasm.rightI32(2), ...wasm.addI32],
  ...[...dividedBy(get(YEAR), 100), ...wasm.subtractI32],
  ...[...dividedBy(get(YEAR), 400), ...wasm.addI32],
  ...[...dividedBy(plus(times(get(MONTH), 153), i32(2)), 5), ...wasm.addI32],
  ...[...get(DAY), ...wasm.addI32, ...i32(EPOCH_SHIFT + 1), ...wasm.subtractI32],
];

/** A date such as 2025-03-01, as days since 1970-01-01. */
const readDate: Code = [
  ...giveUpIf([...minus(get(END), get(START)), ...i32(DATE_BYTES), ...wasm.isUnequalI32]),
  ...[...get(START), ...wasm.loadI64(0), ...i64(DATE_CHARACTERS), ...wasm.xorI64, ...set(WIDE)],
  ...[...get(WIDE), ...i64(DATE_ROOM), ...wasm.addI64, ...get(WIDE), ...wasm.orI64, ...i64(0x8080_8080_8080_8080n), ...wasm.andI64],
  ...giveUpIf([...wasm.isZeroI64, ...wasm.isZeroI32]),
  ...[...get(START), ...wasm.loadTwoBytes(8), ...i32(0x3030), ...wasm.xorI32, ...set(DAY)],
  ...giveUpIf([...plus(get(DAY), i32(0x7676)), ...get(DAY), ...wasm.orI32, ...i32(0x8080), ...wasm.andI32]),
  ...[...pairs([...get(WIDE), ...wasm.narrowI64]), ...set(YEAR)],
  ...[...plus(times(lowByte(get(YEAR)), 100), lowByte([...get(YEAR), ...wasm.rightI32(16)])), ...set(YEAR)],
  ...[...lowByte(pairs([...get(WIDE), ...wasm.rightI64(40), ...wasm.narrowI64])), ...set(MONTH)],
  ...[...lowByte(pairs(get(DAY))), ...set(DAY)],
  ...giveUpIf([...get(YEAR), ...wasm.isZeroI32]),
  ...giveUpIf(isBelow(i32(11), minus(get(MONTH), i32(1)))),
  ...giveUpIf([...isBelow(minus(get(DAY), i32(1)), daysInMonth), ...wasm.isZeroI32]),
  ...[...daysSinceEpoch, ...set(DAYS)],
  ...giveUpIf(isLess(get(DAYS), [...i32(LOW), ...wasm.loadI32(0)])),
  ...giveUpIf(isLess([...i32(HIGH), ...wasm.loadI32(0)], get(DAYS))),
  ...[...element(CELLS, get(ROW), 2), ...get(DAYS), ...wasm.storeI32(0)],
];

/** One of the known texts, as its cell. */
const readText: Code = [
  ...giveUpIf(isBelow(i32(TEXT_BYTES_MAX - 1), minus(minus(get(END), get(START)), i32(1)))),
  ...[...get(START), ...wasm.load(0), ...minus(get(END), get(START)), ...wasm.leftI32(4), ...wasm.load(MASKS), ...wasm.and, ...set(VECTOR)],
  ...[...i32(0), ...set(AT)],
  ...wasm.block(
    wasm.loop([
      ...[...isEqual(get(AT), [...i32(TEXT_COUNT), ...wasm.loadI32(0)]), ...wasm.jumpIf(2)],
      ...[...get(AT), ...wasm.leftI32(4), ...wasm.load(TEXTS), ...get(VECTOR), ...wasm.equalBytes, ...wasm.allBytes, ...wasm.jumpIf(1)],
      ...[...increase(AT, 1), ...wasm.jump(0)],
    ]),
  ),
  ...[...element(CELLS, get(ROW), 2), ...get(AT), ...wasm.leftI32(2), ...wasm.loadI32(TEXT_CELLS), ...wasm.storeI32(0)],
];

const reader = (name: string, body: Code): WasmFunction => ({
  ...{ name, params: PARAMETERS, scalars: SCALARS, vectors: 1, wides: 1, doubles: 2 },
  body,
});

/** A module that exports `readNumbers`, `readDates` and `readTexts`. */
export const cellModule = (): Uint8Array<ArrayBuffer> =>
  wasmModule([
    reader('readNumbers', [...forRows(readNumber), ...i32(LARGEST), ...get(MOST), ...wasm.storeF64(0)]),
    reader('readDates', forRows(readDate)),
    reader('readTexts', forRows(readText)),
  ]);
