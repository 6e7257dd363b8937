/** Parts of a long run: so many of its moves at once, or those of certain numbers. */
import { readEntry } from '../../audit/audit-entry.ts';
import type { Move, RunRecord } from '../../run/run-state.ts';
import type { Reader } from '../handle.ts';
import countMovesSql from './sql/count-moves.sql?raw';
import getMove from './sql/get-move.sql?raw';
import listMovePage from './sql/list-move-page.sql?raw';

type MoveRow = { readonly seq: number; readonly body: string; readonly data: Uint8Array };

const moveOf = ({ seq, body, data }: MoveRow): Move => {
  const entry = readEntry(data);
  if (typeof entry === 'string') throw new Error(`the entry of move ${seq}: ${entry}`);
  return { seq, at: entry.at, actor: entry.actor, records: JSON.parse(body) as readonly RunRecord[] };
};

/** Moves that are read and folded at once, and their characters: a few milliseconds. One move may open a thousand items. */
const MOVES_MAX = 256;
const CHARACTERS_MAX = 512 * 1024;

/** The moves that come next, from the one numbered `from` on, in their order; `isAll`: there are no more. */
export const readMovePage = (reader: Reader, run: string, from: number): { readonly moves: readonly Move[]; readonly isAll: boolean } => {
  const moves: Move[] = [];
  let characters = 0;
  for (const row of reader.iterate<MoveRow>(listMovePage, { run, from, limit: MOVES_MAX })) {
    moves.push(moveOf(row));
    characters += row.body.length;
    if (characters >= CHARACTERS_MAX) return { moves, isAll: false };
  }
  return { moves, isAll: moves.length < MOVES_MAX };
};

/** The moves of these numbers, in the order in which they are given. */
export const readMovesNumbered = (reader: Reader, run: string, numbers: readonly number[]): readonly Move[] =>
  numbers.flatMap((seq) => {
    const row = reader.one<MoveRow>(getMove, { run, seq });
    return row === undefined ? [] : [moveOf(row)];
  });

/** None for a run of an earlier program. */
export const countMoves = (reader: Reader, run: string): number =>
  reader.one<{ readonly total: number }>(countMovesSql, { run })?.total ?? 0;
