/** The text that a FEEL string literal stands for. */

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** `literal` with its quotes. A backslash before any other character stands for that character (DMN 1.5, 10.3.1.2). */
export const unescapeText = (literal: string): string =>
  literal.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (whole, short, long, single) => {
    if (single !== undefined) return ESCAPES[single] ?? single;
    const code = Number.parseInt(short ?? long, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
