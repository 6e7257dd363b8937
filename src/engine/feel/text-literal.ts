/** The text that a FEEL string literal stands for. */

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** `literal` with its quotes. A backslash that begins no escape stands for itself, so that patterns may be written plainly (DMN 1.5, 10.3.1.2). */
export const unescapeText = (literal: string): string =>
  literal.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (whole, short, long, single) => {
    if (single !== undefined) return ESCAPES[single] ?? whole;
    const code = Number.parseInt(short ?? long, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
