/** What a tally of two policies says of a point of a sweep. */
import { sumOf } from '../impact/exact-sum.ts';
import { TALLY_SLOTS, type TallySlot } from '../impact/measure/case-tally.ts';
import { type Counted, NOTHING_COUNTED } from '../impact/measure/counted.ts';
import { PAIR_CHANGES, type PairTally } from '../policy/pair-program.ts';
import type { PointSums } from './sweep-sums.ts';

const counted = (units: number, amount: bigint, denominator: bigint): Counted =>
  units === 0 ? NOTHING_COUNTED : { units, weight: sumOf(BigInt(units), 1n), amount: sumOf(amount, denominator) };

/** One cell of the counts. */
type Cell = {
  readonly from: number;
  readonly to: number;
  readonly change: (typeof PAIR_CHANGES)[number];
  readonly paidBefore: boolean;
  readonly paidAfter: boolean;
};

const cellAt = (index: number, outcomes: number): Cell => {
  const [pair, rest] = [Math.floor(index / (PAIR_CHANGES.length * 4)), index % (PAIR_CHANGES.length * 4)];
  return {
    from: Math.floor(pair / outcomes),
    to: pair % outcomes,
    change: PAIR_CHANGES[rest >> 2] as Cell['change'],
    paidBefore: (rest & 2) !== 0,
    paidAfter: (rest & 1) !== 0,
  };
};

/** `tally` was made with changes, over so many outcomes. */
export const pairSums = (tally: PairTally, outcomes: number): PointSums & { readonly baseline: readonly Counted[] } => {
  const { before, after, gained, denominator } = tally;
  const cells = Array.from(tally.counts, (units, index) => ({ units, ...cellAt(index, outcomes) }));
  const unitsWhere = (holds: (cell: Cell) => boolean): number => cells.reduce((sum, cell) => (holds(cell) ? sum + cell.units : sum), 0);
  const slots: Readonly<Record<TallySlot, Counted>> = {
    gain: counted(
      unitsWhere(({ change }) => change === 'gain'),
      gained,
      denominator,
    ),
    loss: counted(
      unitsWhere(({ change }) => change === 'loss'),
      gained - (after - before),
      denominator,
    ),
    none: counted(
      unitsWhere(({ change }) => change === 'none'),
      0n,
      1n,
    ),
    undetermined: counted(
      unitsWhere(({ change }) => change === 'unknown'),
      0n,
      1n,
    ),
    before: counted(
      unitsWhere(({ paidBefore }) => paidBefore),
      before,
      denominator,
    ),
    after: counted(
      unitsWhere(({ paidAfter }) => paidAfter),
      after,
      denominator,
    ),
  };
  const byOutcome = (of: (cell: Cell) => number): Counted[] =>
    Array.from({ length: outcomes }, (_, outcome) =>
      counted(
        unitsWhere((cell) => of(cell) === outcome),
        0n,
        1n,
      ),
    );
  return { baseline: byOutcome(({ from }) => from), outcomes: byOutcome(({ to }) => to), tally: TALLY_SLOTS.map((slot) => slots[slot]) };
};
