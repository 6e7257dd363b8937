/** A template's text with the next patch version in it: what is published never changes, so what is changed has to be called something else. */
import { pointerRange } from './pointer-range.ts';

const VERSION = /(\d+)\.(\d+)\.(\d+)(?=[^.\d]*$)/;

/** As it is where it names no version that can be counted on. */
export const nextVersion = (text: string): string => {
  const range = pointerRange(text, '/version');
  if (range === undefined) return text;
  const next = text
    .slice(range.from, range.to)
    .replace(VERSION, (_all, major: string, minor: string, patch: string) => `${major}.${minor}.${Number(patch) + 1}`);
  return text.slice(0, range.from) + next + text.slice(range.to);
};
