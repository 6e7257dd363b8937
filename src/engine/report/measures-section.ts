/** What the report says of measures beyond totals: bands, weights, inequality, poverty, limits, rates, and the definitions of all of them. */
import type { ChangeBand, Count, DistributionFigures, ImpactMeasures, ImpactResult } from '../model/index.ts';
import { amountText, countText } from './amount-text.ts';
import { type Html, html } from './html.ts';
import { bandText, lineText, optionalAmount, percentText, rateText } from './measure-text.ts';
import type { ReportFacts } from './report-facts.ts';
import { type Cell, type Column, table } from './table.ts';

/** With more sides than this a page is too narrow for the ends of quantiles beside their shares. */
const ENDS_SIDES_MAX = 4;

/** One table for all sides: the baseline first. */
const sideNames = ({ reforms }: ImpactResult): readonly string[] => [
  'Baseline',
  ...reforms.map((_, i) => (reforms.length > 1 ? `Reform ${i + 1}` : 'Reform')),
];

/** "1,204, weighing 35,120.50". */
const countCell = ({ units, weight }: Count): string =>
  weight === undefined ? countText(units) : `${countText(units)} (weight ${amountText(weight)})`;

const bandTable = (title: string, bands: readonly ChangeBand[], limitText: (limit: string) => string): Html => {
  const shown = bands.filter(({ units }) => units > 0);
  if (shown.length === 0) return html``;
  const columns: readonly Column[] = [title, { title: 'Direction', kind: 'text' }, 'Cases', 'Sum of changes'];
  const row = (band: ChangeBand): readonly Cell[] => [
    bandText(band, limitText),
    { text: band.direction === 'gain' ? 'gain' : 'loss', kind: band.direction },
    countCell(band),
    amountText(band.amount),
  ];
  return table(columns, shown.map(row));
};

/** The bands of one reform. */
export const bandsSection = ({ bands }: ImpactMeasures, reform: number): Html => {
  const own = bands?.reforms[reform];
  if (own === undefined) return html``;
  const tables = html`${bandTable('Size of the change', own.absolute, (limit) => amountText(limit, 0))}
${bandTable('Part of the amount before', own.relative, percentText)}`;
  return html`<h3>Gainers and losers by size of the change</h3>${tables}`;
};

const WEIGHTED = [
  ['Cases', 'units'],
  ['Gainers', 'gainers'],
  ['Losers', 'losers'],
  ['Cost before', 'baselineCost'],
  ['Cost after', 'reformCost'],
  ['Change in cost', 'costChange'],
] as const;

/** The weighted totals of one reform; nothing where there is no weight. */
export const weightedSection = ({ totals, measures }: ImpactResult, reform: number): Html => {
  const weighted = totals.reforms[reform]?.weighted;
  if (weighted === undefined) return html``;
  return html`<h3>Weighted by ${measures.weight ?? ''}</h3>
${table(
  ['Figure', 'Weighted'],
  WEIGHTED.map(([title, name]) => [title, amountText(weighted[name])]),
)}`;
};

const inequalityRows = (sides: readonly DistributionFigures[]): readonly (readonly Cell[])[] => {
  const row = (title: string, value: (side: DistributionFigures) => string): readonly Cell[] => [title, ...sides.map(value)];
  const lines = sides[0]?.poverty ?? [];
  return [
    row('Mean', ({ mean }) => optionalAmount(mean)),
    row('Median', ({ median }) => optionalAmount(median)),
    row('Gini coefficient', ({ gini }) => rateText(gini)),
    row('S80/S20', ({ s80s20 }) => rateText(s80s20)),
    row('P90/P10', ({ p90p10 }) => rateText(p90p10)),
    ...lines.flatMap(({ line }, i) => [
      row(`Poverty line, ${lineText(line)}`, ({ poverty }) => optionalAmount(poverty[i]?.amount ?? null)),
      row('Head count ratio', ({ poverty }) => rateText(poverty[i]?.headCount ?? null)),
      row('Poverty gap', ({ poverty }) => rateText(poverty[i]?.gap ?? null)),
    ]),
    row('Cases without a value', ({ missing }) => countText(missing)),
  ];
};

const inequalitySection = (result: ImpactResult): Html => {
  const inequality = result.measures.inequality;
  if (inequality === undefined) return html``;
  const { resource, sides } = inequality;
  const { of, plusAmount, scale, persons } = resource;
  const names = sideNames(result);
  const counts = sides[0]?.quantiles ?? [];
  const cells = ({ quantiles }: DistributionFigures, i: number): readonly Cell[] => [
    ...(sides.length > ENDS_SIDES_MAX ? [] : [optionalAmount(quantiles[i]?.upTo ?? null)]),
    rateText(quantiles[i]?.share ?? null),
  ];
  const shares = counts.map(({ quantile }, i): readonly Cell[] => [String(quantile), ...sides.flatMap((side) => cells(side, i))]);
  const titles = names.flatMap((name) => (sides.length > ENDS_SIDES_MAX ? [`${name}: share`] : [`${name}: up to`, 'share']));
  return html`<h3>Inequality and poverty</h3>
<p class="muted">Measured on ${of}${plusAmount ? ` with ${result.amount}` : ''}${scale === undefined ? '' : `, divided by ${scale}`}${persons === undefined ? '' : `, counting ${persons}`}.</p>
${table(['Measure', ...names], inequalityRows(sides))}
${table(['Quantile', ...titles], shares)}`;
};

const thresholdSection = (result: ImpactResult): Html => {
  const { nearThreshold, needsReview } = result.measures;
  const names = sideNames(result);
  const rows = nearThreshold.flatMap(({ value, limit, share, sides }): readonly (readonly Cell[])[] => [
    [`${value} below ${limit}, within ${percentText(share)}`, ...sides.map(({ below }) => countCell(below))],
    [`${value} at or above ${limit}, within ${percentText(share)}`, ...sides.map(({ above }) => countCell(above))],
  ]);
  const review: readonly (readonly Cell[])[] =
    needsReview === undefined ? [] : [['Left to a person (NEEDS_REVIEW)', ...needsReview.map(countCell)]];
  const all = [...rows, ...review];
  return all.length === 0 ? html`` : html`<h3>Cases near a limit</h3>${table(['Cases', ...names], all)}`;
};

const rateSection = (result: ImpactResult): Html => {
  const rate = result.measures.marginalRate;
  if (rate === undefined) return html``;
  const first = rate.sides[0]?.bands ?? [];
  const rows: readonly (readonly Cell[])[] = [
    ...first.map((band, i) => [bandText(band, percentText), ...rate.sides.map(({ bands }) => countCell(bands[i] ?? { units: 0 }))]),
    ['of these exactly 0 %', ...rate.sides.map(({ zero }) => countCell(zero))],
    ['mean', ...rate.sides.map(({ mean }) => rateText(mean))],
    ['not measured', ...rate.sides.map(({ missing }) => countText(missing))],
  ];
  return html`<section class="together"><h3>Marginal effective rate</h3>
<p class="muted">${rate.income} raised by ${rate.step}.</p>${table(['Rate', ...sideNames(result)], rows)}</section>`;
};

/** What concerns all sides at once; nothing where nothing of it was asked for. */
export const measuresSection = ({ result }: ReportFacts): Html => {
  const parts = [inequalitySection(result), thresholdSection(result), rateSection(result)];
  return parts.every(({ source }) => source === '') ? html`` : html`<h2>Measures</h2>${parts}`;
};

export const definitionsList = ({ result }: ReportFacts): Html => {
  const definitions = result.measures.definitions;
  if (definitions.length === 0) return html``;
  const digits = result.measures.digits;
  return html`<h3>Definitions</h3>
<p>Shares, rates and coefficients are computed from exact fractions and rounded once, half away from zero, to ${digits} digits.</p>
<ul>${definitions.map(
    ({ title, definition, sources }) =>
      html`<li><b>${title}.</b> ${definition} <span class="muted">${sources.map(({ text }) => text).join(' ')}</span></li>`,
  )}</ul>`;
};
