/** What an impact measured beyond totals and groups, as text for a terminal. */
import type { ChangeBand, Count, DistributionFigures, ImpactResult } from '../../engine/model/index.ts';
import { amountText, countText } from '../../engine/report/amount-text.ts';
import { bandText, lineText, optionalAmount, percentText, rateText } from '../../engine/report/measure-text.ts';
import { textTable } from './text-table.ts';

const right = { align: 'right' as const };

const countOf = ({ units, weight }: Count): string =>
  weight === undefined ? countText(units) : `${countText(units)} (${amountText(weight)})`;

const sideColumns = ({ reforms }: ImpactResult) =>
  ['baseline', ...reforms.map((_, i) => (reforms.length > 1 ? `reform ${i + 1}` : 'reform'))].map((title) => ({ title, ...right }));

const describeBands = (title: string, bands: readonly ChangeBand[], limit: (text: string) => string): readonly string[] => {
  const shown = bands.filter(({ units }) => units > 0);
  if (shown.length === 0) return [];
  const columns = [{ title }, { title: '' }, { title: 'cases', ...right }, { title: 'sum', ...right }];
  const rows = shown.map((band) => [bandText(band, limit), band.direction, countOf(band), amountText(band.amount)]);
  return ['', ...textTable(columns, rows)];
};

/** Of one reform: weighted totals and bands. */
export const describeReformMeasures = (result: ImpactResult, index: number): readonly string[] => {
  const bands = result.measures.bands?.reforms[index];
  const weighted = result.totals.reforms[index]?.weighted;
  return [
    ...(weighted === undefined
      ? []
      : [
          '',
          `  weighted by ${result.measures.weight}: cost ${amountText(weighted.baselineCost)} -> ${amountText(weighted.reformCost)},`,
          `  gainers ${amountText(weighted.gainers)}, losers ${amountText(weighted.losers)}, caseload ${amountText(weighted.baselineCaseload)} -> ${amountText(weighted.reformCaseload)}`,
        ]),
    ...(bands === undefined ? [] : describeBands('change by', bands.absolute, (limit) => amountText(limit, 0))),
    ...(bands === undefined ? [] : describeBands('of the amount before', bands.relative, percentText)),
  ];
};

const inequalityRows = (sides: readonly DistributionFigures[]): readonly (readonly string[])[] => {
  const row = (title: string, value: (side: DistributionFigures) => string): readonly string[] => [title, ...sides.map(value)];
  return [
    row('mean', ({ mean }) => optionalAmount(mean)),
    row('median', ({ median }) => optionalAmount(median)),
    row('Gini', ({ gini }) => rateText(gini)),
    row('S80/S20', ({ s80s20 }) => rateText(s80s20)),
    row('P90/P10', ({ p90p10 }) => rateText(p90p10)),
    ...(sides[0]?.poverty ?? []).flatMap(({ line }, i) => [
      row(`poor below ${lineText(line)}`, ({ poverty }) => rateText(poverty[i]?.headCount ?? null)),
      row('poverty gap', ({ poverty }) => rateText(poverty[i]?.gap ?? null)),
    ]),
  ];
};

const describeInequality = (result: ImpactResult): readonly string[] => {
  const inequality = result.measures.inequality;
  if (inequality === undefined) return [];
  const { of, plusAmount, scale, persons } = inequality.resource;
  const title = `${of}${plusAmount ? ` + ${result.amount}` : ''}${scale === undefined ? '' : ` / ${scale}`}${persons === undefined ? '' : `, by ${persons}`}`;
  return ['', ...textTable([{ title }, ...sideColumns(result)], inequalityRows(inequality.sides))];
};

const describeThresholds = (result: ImpactResult): readonly string[] => {
  const rows = result.measures.nearThreshold.flatMap(({ value, limit, share, sides }) => [
    [`${value} below ${limit}, within ${percentText(share)}`, ...sides.map(({ below }) => countOf(below))],
    [`${value} at or above ${limit}, within ${percentText(share)}`, ...sides.map(({ above }) => countOf(above))],
  ]);
  return rows.length === 0 ? [] : ['', ...textTable([{ title: 'near a limit' }, ...sideColumns(result)], rows)];
};

const describeRates = (result: ImpactResult): readonly string[] => {
  const rate = result.measures.marginalRate;
  if (rate === undefined) return [];
  const rows = [
    ...(rate.sides[0]?.bands ?? []).map((band, i) => [
      bandText(band, percentText),
      ...rate.sides.map(({ bands }) => countOf(bands[i] ?? { units: 0 })),
    ]),
    ['exactly 0 %', ...rate.sides.map(({ zero }) => countOf(zero))],
    ['mean', ...rate.sides.map(({ mean }) => rateText(mean))],
    ['not measured', ...rate.sides.map(({ missing }) => countText(missing))],
  ];
  return ['', ...textTable([{ title: `marginal rate, ${rate.income} + ${rate.step}` }, ...sideColumns(result)], rows)];
};

/** Of all sides together. */
export const describeMeasures = (result: ImpactResult): readonly string[] => [
  ...describeInequality(result),
  ...describeThresholds(result),
  ...describeRates(result),
];
