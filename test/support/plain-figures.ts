/** The figures of an impact as their definitions say them, case by case. */
import { Exact } from '../../src/engine/model/exact.ts';

const sum = (amounts: readonly Exact[]): Exact => amounts.reduce((total, amount) => total.add(amount), Exact.ZERO);

/** `cases`: each case's amount under the baseline and under the reform, undefined where there is none. */
export const plainFigures = (cases: readonly (readonly [before: Exact | undefined, after: Exact | undefined])[]) => {
  const pairs = cases.flatMap(([before, after]) =>
    before === undefined || after === undefined ? [] : [{ before, after, change: after.subtract(before) }],
  );
  const gains = pairs.filter(({ change }) => change.sign > 0).map(({ change }) => change);
  const losses = pairs.filter(({ change }) => change.sign < 0).map(({ change }) => change.negate());
  const baselineCost = sum(pairs.map(({ before }) => before));
  const reformCost = sum(pairs.map(({ after }) => after));
  return {
    gainers: gains.length,
    losers: losses.length,
    unchanged: pairs.length - gains.length - losses.length,
    undetermined: cases.length - pairs.length,
    gained: sum(gains).toText(),
    lost: sum(losses).toText(),
    baselineCost: baselineCost.toText(),
    reformCost: reformCost.toText(),
    costChange: reformCost.subtract(baselineCost).toText(),
  };
};
