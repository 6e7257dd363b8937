/** What the report says of one reform: its figures, what it changes, how outcomes move, and who gains and loses. */
import type { ImpactGroup, ImpactResult, ReformFigures } from '../model/index.ts';
import type { PolicyChanges } from '../policy/policy-changes.ts';
import { amountText, changeText, countText, isRounded, shareText } from './amount-text.ts';
import { barChart } from './bar-chart.ts';
import { changesTable } from './changes-table.ts';
import { type Html, html, labelled } from './html.ts';
import { groupText } from './measure-text.ts';
import { bandsSection, weightedSection } from './measures-section.ts';
import type { ReportFacts } from './report-facts.ts';
import { type Cell, type Column, table } from './table.ts';

/** Groups beyond this number are counted and named as left out, never silently dropped. */
const GROUPS_MAX = 60;
const CHART_BARS_MAX = 25;

const figure = (name: string, value: string, note: string): Html =>
  html`<div class="figure"><div class="name">${name}</div><div class="value">${value}</div><div class="note">${note}</div></div>`;

/** "Gained (EUR)"; without a unit the name alone. */
const inUnit = (name: string, unit: string): string => (unit === '' ? name : `${name} (${unit})`);

const headline = ({ result, amountUnit }: ReportFacts, index: number): Html => {
  const totals = result.totals.reforms[index] as ImpactResult['totals']['reforms'][number];
  const cost = (name: string, exact: string, text: string): Html =>
    figure(inUnit(name, amountUnit), text, isRounded(exact) ? `exactly ${exact}` : 'exact');
  const changed = (name: string, count: number, amount: string): Html =>
    figure(name, countText(count), `${shareText(count, result.totals.units)} of cases; ${amountText(amount)} ${amountUnit} in all`);
  return html`<div class="figures">
${cost('Cost before', totals.baselineCost, amountText(totals.baselineCost))}
${cost('Cost after', totals.reformCost, amountText(totals.reformCost))}
${cost('Change in cost', totals.costChange, changeText(totals.costChange))}
${changed('Gainers', totals.gainers, totals.gained)}
${changed('Losers', totals.losers, totals.lost)}
${figure('Unchanged', countText(totals.unchanged), `${countText(totals.undetermined)} more could not be determined`)}
</div>`;
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const matrixTable = ({ outcomes, matrix, totals }: ImpactResult, index: number): Html => {
  const counts = matrix[index] as ImpactResult['matrix'][number];
  const rows = counts.map((row, from): readonly Cell[] => [
    outcomes[from] ?? '',
    ...row.map((count, to): Cell => (from === to ? { text: countText(count), kind: 'same' } : countText(count))),
    countText(sum(row)),
  ]);
  const below = outcomes.map((_, to) => countText(sum(counts.map((row) => row[to] ?? 0))));
  return table(['Before \\ after', ...outcomes, 'All'], [...rows, ['All', ...below, countText(totals.units)]]);
};

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

const groupSection = ({ labels, amountUnit }: ReportFacts, by: string, groups: readonly ImpactGroup[], index: number): Html => {
  const label = labels.get(by);
  const figuresOf = (group: ImpactGroup): ReformFigures => group.figures[index] as ReformFigures;
  const bars = groups.slice(0, CHART_BARS_MAX).map((group) => ({ label: groupName(group), ...figuresOf(group) }));
  const rows = groups.slice(0, GROUPS_MAX).map((group): readonly Cell[] => {
    const { gainers, gained, losers, lost, costChange, weighted } = figuresOf(group);
    const counts = [countText(group.units), countText(gainers), amountText(gained), countText(losers), amountText(lost)];
    const weights = weighted === undefined ? [] : [amountText(weighted.units), changeText(weighted.costChange)];
    return [groupName(group), ...counts, changeText(costChange), ...weights];
  });
  const leftOut = groups.length - GROUPS_MAX;
  const isWeighted = groups.some((group) => figuresOf(group).weighted !== undefined);
  return html`<h3>By ${labelled(by, label)}</h3>${barChart(bars, inUnit(`Gained and lost by ${label ?? by}`, amountUnit))}
${table(groupColumns(label ?? by, amountUnit, isWeighted), rows)}
${leftOut > 0 ? html`<p class="muted">${leftOut} further groups are not shown here; the workspace has them all.</p>` : ''}`;
};

export const reformSection = (facts: ReportFacts, index: number, title: string): Html => {
  const { result } = facts;
  const byField = [...Map.groupBy(result.groups, ({ by }) => by)];
  return html`<h2>${title}</h2>
${result.amount === '' ? '' : headline(facts, index)}${changesTable(facts.changes[index] as PolicyChanges)}
<h3>Outcomes</h3>
<p class="muted">Cases by outcome, before (rows) and after (columns); unchanged cases are on the shaded diagonal.</p>
${matrixTable(result, index)}${weightedSection(result, index)}${bandsSection(result.measures, index)}${byField.map(([by, groups]) => groupSection(facts, by, groups, index))}`;
};
