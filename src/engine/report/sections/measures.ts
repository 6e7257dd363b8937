/** What was measured beyond totals: weights, sizes of changes, inequality, poverty, and marginal rates. */
import type { ChangeBand, DistributionFigures, ImpactMeasures } from '../../model/index.ts';
import { amountText, countText, markedAmount } from '../amount-text.ts';
import { type Html, html, labelled, NOTHING } from '../html.ts';
import { bandText, countCell, lineText, optionalMarked, percentText, rateText } from '../measure-text.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type Cell, type Column, table } from '../table.ts';
import { reformHeading, sideNames } from '../words.ts';

/** With more sides than this a page is too narrow for the ends of quantiles beside their shares. */
const ENDS_SIDES_MAX = 4;

const bandTable = (title: string, bands: readonly ChangeBand[], limitText: (limit: string) => string): Html => {
  const shown = bands.filter(({ units }) => units > 0);
  if (shown.length === 0) return NOTHING;
  const columns: readonly Column[] = [title, { title: 'Direction', kind: 'text' }, 'Cases', 'Sum of changes'];
  const row = (band: ChangeBand): readonly Cell[] => [
    bandText(band, limitText),
    band.direction,
    countCell(band),
    markedAmount(band.amount),
  ];
  return table(columns, shown.map(row));
};

const bandsOf = ({ bands }: ImpactMeasures, reform: number): Html => {
  const own = bands?.reforms[reform];
  if (own === undefined) return NOTHING;
  const tables = html`${bandTable('Size of the change', own.absolute, (limit) => amountText(limit, 0))}
${bandTable('Part of the amount before', own.relative, percentText)}`;
  const none = [...own.absolute, ...own.relative].every(({ units }) => units === 0);
  return html`<h4>Gainers and losers by size of the change</h4>${none ? html`<p>No case gains or loses.</p>` : tables}`;
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
const weightedOf = ({ result: { totals, measures }, labels }: ReportFacts, reform: number): Html => {
  const weighted = totals.reforms[reform]?.weighted;
  if (weighted === undefined) return NOTHING;
  return html`<div class="block"><h4>Weighted by ${labelled(measures.weight ?? '', labels.get(measures.weight ?? ''))}</h4>
${table(
  ['Figure', 'Weighted'],
  WEIGHTED.map(([title, name]) => [title, markedAmount(weighted[name])]),
)}</div>`;
};

const inequalityRows = (sides: readonly DistributionFigures[]): readonly (readonly Cell[])[] => {
  const row = (title: string, value: (side: DistributionFigures) => string): readonly Cell[] => [title, ...sides.map(value)];
  const lines = sides[0]?.poverty ?? [];
  return [
    row('Mean', ({ mean }) => optionalMarked(mean)),
    row('Median', ({ median }) => optionalMarked(median)),
    row('Gini coefficient', ({ gini }) => rateText(gini)),
    row('S80/S20', ({ s80s20 }) => rateText(s80s20)),
    row('P90/P10', ({ p90p10 }) => rateText(p90p10)),
    ...lines.flatMap(({ line }, i) => [
      row(`Poverty line, ${lineText(line)}`, ({ poverty }) => optionalMarked(poverty[i]?.amount ?? null)),
      row('Head count ratio', ({ poverty }) => rateText(poverty[i]?.headCount ?? null)),
      row('Poverty gap', ({ poverty }) => rateText(poverty[i]?.gap ?? null)),
    ]),
    row('Cases without a value', ({ missing }) => countText(missing)),
  ];
};

const inequalityOf = ({ result, labels }: ReportFacts): Html => {
  const { inequality } = result.measures;
  if (inequality === undefined) return NOTHING;
  const { resource, sides } = inequality;
  const { of, plusAmount, scale, persons } = resource;
  const told = (before: string, name: string | undefined): Html =>
    name === undefined ? NOTHING : html`${before}${labelled(name, labels.get(name))}`;
  const names = sideNames(result);
  const counts = sides[0]?.quantiles ?? [];
  const cells = ({ quantiles }: DistributionFigures, i: number): readonly Cell[] => [
    ...(sides.length > ENDS_SIDES_MAX ? [] : [optionalMarked(quantiles[i]?.upTo ?? null)]),
    rateText(quantiles[i]?.share ?? null),
  ];
  const shares = counts.map(({ quantile }, i): readonly Cell[] => [String(quantile), ...sides.flatMap((side) => cells(side, i))]);
  const titles = names.flatMap((name) => (sides.length > ENDS_SIDES_MAX ? [`${name}: share`] : [`${name}: up to`, 'share']));
  return html`<h3>Inequality and poverty</h3>
<p class="muted">Measured on ${told('', of)}${plusAmount ? told(' with ', result.amount) : NOTHING}${told(', divided by ', scale)}${told(', counting ', persons)}.</p>
${table(['Measure', ...names], inequalityRows(sides))}
${table(['Quantile', ...titles], shares)}`;
};

const rateOf = ({ result, labels }: ReportFacts): Html => {
  const rate = result.measures.marginalRate;
  if (rate === undefined) return NOTHING;
  const first = rate.sides[0]?.bands ?? [];
  const rows: readonly (readonly Cell[])[] = [
    ...first.map((band, i) => [bandText(band, percentText), ...rate.sides.map(({ bands }) => countCell(bands[i] ?? { units: 0 }))]),
    ['Exactly 0 %, counted above', ...rate.sides.map(({ zero }) => countCell(zero))],
    ['Mean', ...rate.sides.map(({ mean }) => rateText(mean))],
    ['Not measured', ...rate.sides.map(({ missing }) => countText(missing))],
  ];
  return html`<div class="block"><h3>Marginal effective rate</h3>
<p class="muted">${labelled(rate.income, labels.get(rate.income))} raised by ${rate.step}.</p>${table(['Rate', ...sideNames(result)], rows)}</div>`;
};

export const measuresSection = (facts: ReportFacts): Html => {
  const { result } = facts;
  const perReform = result.reforms.map((_, index) => {
    const own = html`${weightedOf(facts, index)}${bandsOf(result.measures, index)}`;
    return own.source === '' ? NOTHING : html`${reformHeading(facts, index)}${own}`;
  });
  const parts = [...perReform, inequalityOf(facts), rateOf(facts)];
  return parts.every(({ source }) => source === '')
    ? html`<p>The run was not asked for measures beyond totals and groups.</p>`
    : html`${parts}`;
};
