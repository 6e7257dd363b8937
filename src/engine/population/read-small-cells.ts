/** Booleans and enumerations read from the bytes of their cells. */
import type { EnumType } from '../model/value-type.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { type CellFunction, type SmallCells, UNREAD } from './cell-function.ts';
import { knownTexts } from './plain-cells.ts';

const ZERO = 0x30;
const ONE = 0x31;
/** Sets the bit that tells a small letter from a capital one. */
const SMALL = 0x20;
const [A, E, F, L, N, O, R, S, T, U, Y] = Buffer.from('aeflnorstuy') as unknown as readonly number[];

/** In the cases in which they are mostly written. */
const BOOLEANS: ReadonlyMap<string, number> = new Map(
  Object.entries({ true: 1, false: 0, yes: 1, no: 0 }).flatMap(([text, cell]) =>
    [text, text.toUpperCase(), (text[0] as string).toUpperCase() + text.slice(1)].map((written): [string, number] => [written, cell]),
  ),
)
  .set('1', 1)
  .set('0', 0);

const booleanCell: CellFunction = (bytes, start, end) => {
  const first = bytes[start] as number;
  const letter = (place: number): number => (bytes[start + place] as number) | SMALL;
  switch (end - start) {
    case 1:
      return first === ONE ? 1 : first === ZERO ? 0 : UNREAD;
    case 2:
      return letter(0) === N && letter(1) === O ? 0 : UNREAD;
    case 3:
      return letter(0) === Y && letter(1) === E && letter(2) === S ? 1 : UNREAD;
    case 4:
      return letter(0) === T && letter(1) === R && letter(2) === U && letter(3) === E ? 1 : UNREAD;
    case 5:
      return letter(0) === F && letter(1) === A && letter(2) === L && letter(3) === S && letter(4) === E ? 0 : UNREAD;
    default:
      return UNREAD;
  }
};

/** true, false, yes, no, 1 or 0 in any case. */
export const booleanCells = (): SmallCells => {
  const known = knownTexts(BOOLEANS);
  return {
    cellOf: booleanCell,
    readPlain: (plain, column, into) => plain.texts(column, known, into),
    isPlain: (text) => BOOLEANS.has(text),
  };
};

/** The place of a value in its enumeration. */
export const codeCells = ({ values }: EnumType): SmallCells => {
  const dictionary = new ByteDictionary();
  for (const value of values) dictionary.ofText(value);
  const known = knownTexts(values.map((value, code) => [value, code]));
  return {
    cellOf: (bytes, start, end) => {
      const code = dictionary.find(bytes, start, end);
      return code < 0 ? UNREAD : code;
    },
    readPlain: (plain, column, into) => plain.texts(column, known, into),
    isPlain: (text) => values.includes(text),
  };
};
