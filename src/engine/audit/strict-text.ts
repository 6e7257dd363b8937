/** The parts of which the C2SP text formats are made, read in the one way in which they may be written: numbers, bytes and names. */

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;
const NOT_IN_A_NAME = /[\s\u0085\u200b\ufeff+\p{Cc}\p{Cs}]/u;

export const writeBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Bytes of RFC 4648 base64 with its padding; undefined for any other text, also for one that only a lenient reader takes. */
export const readBase64 = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || !BASE64.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** A count up to 2^53 - 1 in decimal digits without leading zeros; undefined for any other text. */
export const readDecimal = (text: string): number | undefined => {
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
};

/** Whether a key may be called so: not empty, without spaces, plus signs and control characters. */
export const isKeyName = (name: string): boolean => name !== '' && name.isWellFormed() && !NOT_IN_A_NAME.test(name);

/** A text as a message may quote it, whatever is in it: cut, and without anything that a terminal would obey. */
export const quoted = (text: string): string => {
  const plain = text.toWellFormed().replaceAll(/\p{C}/gu, '\ufffd');
  return `"${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}"`;
};
