/** What the compiled schemas of documents call: formats, and the length of texts. */
import { parseDate } from '../model/calendar.ts';

export const formats = { date: (text: string): boolean => parseDate(text) !== undefined } as const;

/** In characters, as JSON Schema counts them: a pair of surrogates is one. */
export const textLength = (text: string): number => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};
