/** An impact result as text for a terminal. */
import { counted } from '../../engine/model/counted.ts';
import type { ImpactResult, ImpactSide } from '../../engine/model/index.ts';
import { amountText, changeText, countText, isRounded, shareText } from '../../engine/report/amount-text.ts';
import { groupText } from '../../engine/report/measure-text.ts';
import { describeMeasures, describeReformMeasures } from './describe-measures.ts';
import { textTable } from './text-table.ts';

const describeSide = (role: string, side: ImpactSide): string =>
  `${role.padEnd(9)} ${side.policy}@${side.version}${side.reform === undefined ? '' : ` + ${side.reform}`} at ${side.date}  (${side.hash.slice(0, 16)})`;

const describeReform = (result: ImpactResult, index: number): readonly string[] => {
  const totals = result.totals.reforms[index] as ImpactResult['totals']['reforms'][number];
  const matrix = result.matrix[index] ?? [];
  const { units } = result.totals;
  const share = (count: number): string => `${countText(count)} (${shareText(count, units)})`;
  const numbers = result.outcomes.map((title) => ({ title, align: 'right' as const }));
  return [
    '',
    describeSide(result.reforms.length > 1 ? `reform ${index + 1}` : 'reform', result.reforms[index] as ImpactSide),
    '',
    ...textTable(
      [{ title: 'before \\ after' }, ...numbers],
      result.outcomes.map((from, row) => [from, ...(matrix[row] ?? []).map(countText)]),
    ),
    '',
    `  cost before   ${amountText(totals.baselineCost)}`,
    `  cost after    ${amountText(totals.reformCost)}`,
    `  change        ${changeText(totals.costChange)}${isRounded(totals.costChange) ? `, exactly ${totals.costChange}` : ''}`,
    `  gainers       ${share(totals.gainers)}, who gain ${amountText(totals.gained)}`,
    `  losers        ${share(totals.losers)}, who lose ${amountText(totals.lost)}`,
    `  caseload      ${countText(totals.baselineCaseload)} -> ${countText(totals.reformCaseload)}`,
    `  unchanged     ${share(totals.unchanged)}`,
    `  undetermined  ${share(totals.undetermined)}`,
    ...describeReformMeasures(result, index),
    ...describeGroups(result, index),
  ];
};

const describeGroups = (result: ImpactResult, index: number): readonly string[] => {
  const right = { align: 'right' as const };
  return [...new Set(result.groups.map((group) => group.by))].flatMap((by) => {
    const rows = result.groups
      .filter((group) => group.by === by)
      .map((group) => {
        const figures = group.figures[index];
        if (figures === undefined) throw new Error(`group ${by}=${group.value} has no figures for reform ${index}`);
        const { gainers, losers, costChange, weighted } = figures;
        const counts = [countText(group.units), countText(gainers), countText(losers)];
        return [groupText(group), ...counts, changeText(costChange), ...(weighted === undefined ? [] : [changeText(weighted.costChange)])];
      });
    const columns = [
      { title: by },
      { title: 'units', ...right },
      { title: 'gainers', ...right },
      { title: 'losers', ...right },
      { title: 'change in cost', ...right },
      ...(result.measures.weight === undefined ? [] : [{ title: 'weighted', ...right }]),
    ];
    return ['', ...textTable(columns, rows)];
  });
};

export const describeImpact = (result: ImpactResult): readonly string[] => [
  `Impact on "${result.population.name}": ${counted(result.totals.units, 'unit')}${result.amount === '' ? '' : `, amount ${result.amount}`}`,
  '',
  describeSide('baseline', result.baseline),
  ...result.reforms.flatMap((_, index) => describeReform(result, index)),
  ...describeMeasures(result),
  '',
  `run          ${result.run}`,
  `result hash  ${result.resultHash}`,
];
