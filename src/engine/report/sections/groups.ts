/** Who gains and who loses, group by group. */
import type { ImpactGroup, ReformFigures } from '../../model/index.ts';
import { countText, markedAmount, markedChange } from '../amount-text.ts';
import { barChart } from '../chart/bar-chart.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { groupText } from '../measure-text.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type Cell, type Column, cappedTable, ROWS_MAX } from '../table.ts';
import { groupingTitle, groupingTold, inUnit, reformHeading } from '../words.ts';

/** Bars of one chart. */
const CHART_BARS_MAX = 20;
/** Rows of all tables of the section together; each has its part of them. */
const SECTION_ROWS_MAX = 4_000;

/** Cases without a value form a group of their own. */
const groupName = (group: ImpactGroup): string => (group.value === '' ? 'no value' : groupText(group));

const groupColumns = (by: string, unit: string, weighted: boolean): readonly Column[] => [
  by,
  'Cases',
  { title: 'Gainers', kind: 'gain' },
  { title: inUnit('Gained', unit), kind: 'gain' },
  { title: 'Losers', kind: 'loss' },
  { title: inUnit('Lost', unit), kind: 'loss' },
  inUnit('Change in cost', unit),
  ...(weighted ? ['Weighted cases', 'Weighted change'] : []),
];

type Grouping = { readonly by: string; readonly groups: readonly ImpactGroup[]; readonly rowsMax: number };

const groupTable = ({ labels, amountUnit }: ReportFacts, { by, groups, rowsMax }: Grouping, index: number): Html => {
  const title = groupingTitle(by, labels);
  const figuresOf = (group: ImpactGroup): ReformFigures => group.figures[index] as ReformFigures;
  const bars = groups.slice(0, CHART_BARS_MAX).map((group) => ({ label: groupName(group), ...figuresOf(group) }));
  const row = (group: ImpactGroup): readonly Cell[] => {
    const { gainers, gained, losers, lost, costChange, weighted } = figuresOf(group);
    const counts = [countText(group.units), countText(gainers), markedAmount(gained), countText(losers), markedAmount(lost)];
    const weights = weighted === undefined ? [] : [markedAmount(weighted.units), markedChange(weighted.costChange)];
    return [groupName(group), ...counts, markedChange(costChange), ...weights];
  };
  const isWeighted = groups.some((group) => figuresOf(group).weighted !== undefined);
  const columns = groupColumns(title, amountUnit, isWeighted);
  const drawn =
    groups.length > CHART_BARS_MAX ? html`<p class="muted">The chart shows the first ${CHART_BARS_MAX} groups of the table.</p>` : NOTHING;
  return html`<div class="block"><h4>By ${groupingTold(by, labels)}</h4>${barChart(bars, inUnit(`Gained and lost by ${title}`, amountUnit))}${drawn}</div>
${cappedTable(columns, groups, row, { rowsMax, singular: 'group' })}`;
};

export const groupsSection = (facts: ReportFacts): Html => {
  const { groups, reforms } = facts.result;
  if (groups.length === 0) return html`<p>The run was not asked to tell its cases apart by groups.</p>`;
  const byField = [...Map.groupBy(groups, ({ by }) => by)];
  const rowsMax = Math.min(ROWS_MAX, Math.floor(SECTION_ROWS_MAX / (byField.length * reforms.length)));
  return html`${reforms.map(
    (_, index) => html`${reformHeading(facts, index)}${byField.map(([by, own]) => groupTable(facts, { by, groups: own, rowsMax }, index))}`,
  )}`;
};
