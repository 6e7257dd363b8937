/** How the values of a Parquet column become the texts that a table would show, exactly. */
import { isUtf8 } from 'node:buffer';
import type { SchemaElement } from 'hyparquet';
import { dateText } from '../model/calendar.ts';
import { Exact, powerOfTen } from '../model/exact.ts';
import { CalendarDate } from '../model/value.ts';

/** Undefined for bytes that are no text. */
export type CellText = (value: unknown) => string | undefined;

const UNITS_PER_DAY = { MILLIS: 86_400_000n, MICROS: 86_400_000_000n, NANOS: 86_400_000_000_000n } as const;
const FRACTION_DIGITS = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;
const FLOAT_DIGITS_MAX = 9;

type Unit = keyof typeof UNITS_PER_DAY;

/** The texts of a column, or undefined for a kind of column that is not read. */
export const cellTextOf = (element: SchemaElement): CellText | undefined => {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    return decimalText((logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0);
  }
  if (converted === 'DATE' || logical?.type === 'DATE') return (value) => dateText(new CalendarDate(Number(value)));
  if (logical?.type === 'TIMESTAMP') return timestampText(logical.unit, logical.isAdjustedToUTC);
  if (converted === 'TIMESTAMP_MILLIS') return timestampText('MILLIS', true);
  if (converted === 'TIMESTAMP_MICROS') return timestampText('MICROS', true);
  switch (type) {
    case 'BOOLEAN':
      return (value) => (value === true ? 'true' : 'false');
    case 'INT32':
      return isUnsigned(element, 32) ? (value) => String(Number(value) >>> 0) : String;
    case 'INT64':
      return isUnsigned(element, 64) ? (value) => String(BigInt.asUintN(64, value as bigint)) : String;
    case 'FLOAT':
      return (value) => floatText(value as number);
    case 'DOUBLE':
      return String;
    case 'BYTE_ARRAY':
      return isTextual(element) ? utf8Text : undefined;
    default:
      return undefined;
  }
};

/** Whether numbers are binary floating point, of which decimals are made that somebody may not have meant. */
export const isFloating = ({ type }: SchemaElement): boolean => type === 'FLOAT' || type === 'DOUBLE';

const isUnsigned = ({ converted_type, logical_type }: SchemaElement, bits: number): boolean =>
  converted_type === `UINT_${bits}` || (logical_type?.type === 'INTEGER' && logical_type.bitWidth === bits && !logical_type.isSigned);

/** Writers without annotations mean texts too. */
const isTextual = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  (converted === undefined || converted === 'UTF8' || converted === 'ENUM' || converted === 'JSON') &&
  (logical === undefined || logical.type === 'STRING' || logical.type === 'ENUM' || logical.type === 'JSON');

const utf8Text: CellText = (value) => {
  const bytes = value as Uint8Array;
  return isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8') : undefined;
};

const decimalText =
  (scale: number): CellText =>
  (value) =>
    Exact.of(value instanceof Uint8Array ? bigEndian(value) : BigInt(value as number | bigint), powerOfTen(scale)).toText();

/** Two's complement. */
const bigEndian = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));

/** A date where the time is midnight, so that days that were written as moments are read as days. */
const timestampText = (unit: Unit, isUtc: boolean): CellText => {
  const perDay = UNITS_PER_DAY[unit];
  return (value) => {
    const total = BigInt(value as number | bigint);
    const rest = ((total % perDay) + perDay) % perDay;
    const day = dateText(new CalendarDate(Number((total - rest) / perDay)));
    if (rest === 0n) return day;
    const perSecond = perDay / 86_400n;
    const seconds = Number(rest / perSecond);
    const fraction = String(rest % perSecond)
      .padStart(FRACTION_DIGITS[unit], '0')
      .replace(/0+$/, '');
    const time = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
    return `${day}T${time.join(':')}${fraction === '' ? '' : `.${fraction}`}${isUtc ? 'Z' : ''}`;
  };
};

/** The shortest decimal that gives the same 32-bit number. */
const floatText = (value: number): string => {
  for (let digits = 1; digits < FLOAT_DIGITS_MAX; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(FLOAT_DIGITS_MAX)));
};
