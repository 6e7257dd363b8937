/** Writes the moves of all runs together: those of one turn of the event loop are one transaction. */
import type { Port } from '../port.ts';
import type { Store } from '../store/store.ts';
import type { MetricsMeter } from './metrics-meter.ts';
import type { RunMove } from './run-move.ts';
import { countWritten, writeMoves } from './written-moves.ts';

/** More in one transaction gain little, and make the first of them wait. */
const MOVES_MAX = 256;
/** So long moves may wait for others while the turn goes on. */
const WAIT_MAX_MS = 2;

export type Committer = {
  /** The move is written when `flush` is called, which this does itself where many wait, or one for long. */
  add(move: RunMove): void;
  /** Writes what waits. What could not be written has its failure by then. */
  flush(): void;
  readonly isWaiting: boolean;
};

type Options = {
  readonly store: Store;
  readonly port: Port;
  readonly actor: string;
  readonly meter: MetricsMeter;
  /** Makes moves that are due by themselves, before any are written. */
  readonly gather: () => void;
  readonly written: (moves: readonly RunMove[]) => void;
  /** `rest`: moves that were made after those and may stand on them. True where the moves were written after all. */
  readonly refused: (moves: readonly RunMove[], rest: readonly RunMove[], error: unknown) => boolean;
};

export const createCommitter = ({ store, port, actor, meter, gather, written, refused }: Options): Committer => {
  let waiting: RunMove[] = [];
  let sinceMs = 0;
  /** Whoever adds moves while others are being followed up does not write them from there: their turn comes after all of those. */
  let depth = 0;

  const take = (): readonly RunMove[] => {
    const moves = waiting.length <= MOVES_MAX ? waiting : waiting.slice(0, MOVES_MAX);
    waiting = waiting.length <= MOVES_MAX ? [] : waiting.slice(MOVES_MAX);
    return moves;
  };

  const write = (moves: readonly RunMove[]): void => {
    const startedMs = port.clock.monotonicMs();
    let count: number;
    try {
      count = writeMoves(store, actor, moves);
    } catch (error) {
      meter.commitRefused();
      const rest = waiting;
      waiting = [];
      if (!refused(moves, rest, error)) return;
      waiting = rest;
      count = countWritten(moves);
    }
    meter.committed(count, port.clock.monotonicMs() - startedMs);
    written(moves);
  };

  const flush = (): void => {
    depth++;
    try {
      gather();
      while (waiting.length > 0) write(take());
    } finally {
      depth--;
    }
  };

  return {
    add: (move) => {
      if (waiting.length === 0) sinceMs = move.madeMs;
      waiting.push(move);
      if (depth === 0 && (waiting.length >= MOVES_MAX || move.madeMs - sinceMs > WAIT_MAX_MS)) flush();
    },
    flush,
    get isWaiting() {
      return waiting.length > 0;
    },
  };
};
