/**
 * A text that somebody else wrote, fit to stand within a sentence or between other parts: one that is written from right to left, or has a mark in it
 * that turns what follows, would else turn what stands beside it around ("300 units" after a Hebrew name). Unicode's isolates (UAX 9) show nothing
 * themselves; other texts stay as they are.
 */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\u200F\u202B\u202E\u2067\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

export const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
