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

/** The same with averages and caseload. */
export const plainReformFigures = (cases: Parameters<typeof plainFigures>[0]) => {
  const figures = plainFigures(cases);
  const both = cases.filter(([before, after]) => before !== undefined && after !== undefined);
  const mean = (whole: string, count: number): string | null =>
    (Exact.parse(whole) as Exact).divide(Exact.integer(count))?.toText() ?? null;
  return {
    ...figures,
    averageGain: mean(figures.gained, figures.gainers),
    averageLoss: mean(figures.lost, figures.losers),
    baselineCaseload: both.filter(([before]) => before?.sign !== 0).length,
    reformCaseload: both.filter(([, after]) => after?.sign !== 0).length,
  };
};
