/** A fingerprint in groups of four digits, eight to a line, to be read out and compared: "1f0a 22b7 …". */
const DIGITS = 4;
const GROUPS_IN_LINE = 8;

const pieces = (text: string, length: number): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, index) => text.slice(index * length, (index + 1) * length));

export const spacedHex = (hex: string): readonly string[] =>
  pieces(hex, DIGITS * GROUPS_IN_LINE).map((line) => pieces(line, DIGITS).join(' '));
