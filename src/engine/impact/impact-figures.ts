/** The figures of a finished impact as people and files get them: counts, and amounts as exact texts. */

import { Exact } from '../model/exact.ts';
import type { ImpactGroup, ImpactResult, OutcomeCounts } from '../model/impact-result.ts';
import type { Aggregate, GroupTally, Tally } from './aggregate.ts';
import { subtractSums, sumText } from './exact-sum.ts';
import type { ImpactPlan } from './impact-plan.ts';
import { VALUE_SEPARATOR } from './measure/group-codes.ts';
import type { PlainFigures } from './measure/tally-figures.ts';
import { CHANGES, transitionIndex } from './transition-counts.ts';

export type ImpactFigures = Pick<ImpactResult, 'matrix'> & {
  readonly totals: Omit<ImpactResult['totals'], 'reforms'> & {
    readonly reforms: readonly (PlainFigures & { readonly outcomes: OutcomeCounts })[];
  };
  readonly groups: readonly (Pick<ImpactGroup, 'by' | 'value' | 'units'> & { readonly figures: readonly PlainFigures[] })[];
};

const figuresOf = (tally: Tally): PlainFigures => {
  const costChange = sumText(subtractSums(tally.reformCost, tally.baselineCost));
  // Gains and costs are summed apart from each other, so that a slip in either shows.
  if (sumText(subtractSums(tally.gained, tally.lost)) !== costChange) throw new Error('gains less losses are not the change in cost');
  return {
    gainers: tally.gainers,
    losers: tally.losers,
    unchanged: tally.unchanged,
    undetermined: tally.undetermined,
    gained: sumText(tally.gained),
    lost: sumText(tally.lost),
    baselineCost: sumText(tally.baselineCost),
    reformCost: sumText(tally.reformCost),
    costChange,
  };
};

const matrixOf = (transitions: readonly number[], outcomes: number): readonly (readonly number[])[] =>
  Array.from({ length: outcomes }, (_, from) =>
    Array.from({ length: outcomes }, (__, to) =>
      CHANGES.reduce((sum, ___, change) => sum + (transitions[transitionIndex(from, to, change, outcomes)] as number), 0),
    ),
  );

const countsOf = (outcomes: readonly string[], count: (code: number) => number): OutcomeCounts =>
  Object.fromEntries(outcomes.map((outcome, code) => [outcome, count(code)]));

/** Numbers by value, everything else by its UTF-16 text; the missing ones last. */
const valueOrder = (a: string, b: string): number => {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [left, right] = [Exact.parse(a), Exact.parse(b)];
  if (left !== undefined && right !== undefined) return left.compare(right);
  return a < b ? -1 : 1;
};

/** Groups of several fields by the first value, then by the next. */
const groupOrder = (a: string, b: string): number => {
  const [left, right] = [a.split(VALUE_SEPARATOR), b.split(VALUE_SEPARATOR)];
  return left.reduce((order, value, i) => (order === 0 ? valueOrder(value, right[i] ?? '') : order), 0);
};

const groupsOf = (by: string, groups: ReadonlyMap<string, GroupTally>): ImpactFigures['groups'] =>
  [...groups]
    .toSorted(([a], [b]) => groupOrder(a, b))
    .map(([value, { units, tallies }]) => ({ by, value, units, figures: tallies.map(figuresOf) }));

export const impactFigures = (plan: Pick<ImpactPlan, 'outcomes' | 'by'>, aggregate: Aggregate): ImpactFigures => {
  const matrix = aggregate.transitions.map((transitions) => matrixOf(transitions, plan.outcomes.length));
  const before = matrix[0] ?? [];
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, count) => sum + count, 0);
  return {
    totals: {
      units: aggregate.units,
      baseline: countsOf(plan.outcomes, (code) => total(before[code] ?? [])),
      reforms: aggregate.tallies.map((tally, i) => ({
        ...figuresOf(tally),
        outcomes: countsOf(plan.outcomes, (code) => total((matrix[i] ?? []).map((row) => row[code] ?? 0))),
      })),
    },
    matrix,
    groups: plan.by.flatMap((by, i) => groupsOf(by, aggregate.groups[i] ?? new Map())),
  };
};
