/** Where in a text its problems stand, to be underlined there: by row and column, as far as the problem's range, or to the end of the word. */
import type { Problem } from '../../engine/model/index.ts';
import type { CodeMark } from './code-look.ts';
import { sentence } from './format/sentence.ts';

/** A quoted text, a number or a word; else a single sign. */
const PIECE = /"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_.]+|\S/uy;

const lineStarts = (text: string): readonly number[] => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];

/** Where the piece that begins at `from` ends. */
const pieceEnd = (text: string, from: number): number => {
  PIECE.lastIndex = from;
  return from + (PIECE.exec(text)?.[0].length ?? 1);
};

export const problemMarks = (text: string, problems: readonly Problem[]): readonly CodeMark[] => {
  const starts = lineStarts(text);
  return problems.flatMap(({ row, column, range, fix, message }): readonly CodeMark[] => {
    const said = sentence(message);
    if (fix?.edit !== undefined && fix.edit.to > fix.edit.from) return [{ from: fix.edit.from, to: fix.edit.to, message: said }];
    const start = row === undefined ? undefined : starts[row - 1];
    if (start === undefined || typeof column !== 'number') return [];
    const from = start + column - 1;
    const to = range === undefined || range.to <= range.from ? pieceEnd(text, from) : from + range.to - range.from;
    return [{ from, to, message: said }];
  });
};

/** The text with one change made. */
export const mended = (
  text: string,
  { from, to, insert }: { readonly from: number; readonly to: number; readonly insert: string },
): string => text.slice(0, from) + insert + text.slice(to);
