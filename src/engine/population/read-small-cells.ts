/** Booleans and enumerations read from the bytes of their cells. */
import type { EnumType } from '../model/value-type.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { type CellFunction, UNREAD } from './cell-function.ts';

const ZERO = 0x30;
const ONE = 0x31;
/** Sets the bit that tells a small letter from a capital one. */
const SMALL = 0x20;
const [A, E, F, L, N, O, R, S, T, U, Y] = Buffer.from('aeflnorstuy') as unknown as readonly number[];

/** true, false, yes, no, 1 or 0 in any case. */
export const booleanCell: CellFunction = (bytes, start, end) => {
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

/** The place of a value in its enumeration. */
export const codeCells = ({ values }: EnumType): CellFunction => {
  const dictionary = new ByteDictionary();
  for (const value of values) dictionary.ofText(value);
  return (bytes, start, end) => {
    const code = dictionary.find(bytes, start, end);
    return code < 0 ? UNREAD : code;
  };
};
