/** How outcomes and amounts of cases change under each reform: charts, and the same figures in tables. */
import type { ImpactResult } from '../../model/index.ts';
import { countText, markedAmount, shareText } from '../amount-text.ts';
import { PALETTE, stackedBars } from '../chart/stacked-bars.ts';
import { type Html, html, NOTHING } from '../html.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type Cell, type Column, cappedTable, table } from '../table.ts';
import { inUnit, reformHeading, sideNames, sum } from '../words.ts';

/** With more outcomes than this a matrix is too wide for the page; changes then stand one below the other. */
const MATRIX_OUTCOMES_MAX = 8;

const outcomeChart = ({ result }: ReportFacts): Html => {
  const sides = [result.totals.baseline, ...result.totals.reforms.map(({ outcomes }) => outcomes)];
  const names = sideNames(result);
  const bars = sides.map((counts, index) => ({
    label: names[index] as string,
    parts: result.outcomes.map((outcome) => counts[outcome] ?? 0),
  }));
  const parts = result.outcomes.map((name, index) => ({ name, colour: '#000', ...PALETTE[index % PALETTE.length] }));
  return result.totals.units === 0 ? NOTHING : stackedBars(bars, parts, 'Cases by outcome');
};

/** Every side's cases by outcome. */
const outcomeTable = ({ result }: ReportFacts): Html => {
  const sides = [result.totals.baseline, ...result.totals.reforms.map(({ outcomes }) => outcomes)];
  const cells = (outcome: string): readonly Cell[] => [
    outcome,
    ...sides.map((counts) => `${countText(counts[outcome] ?? 0)} (${shareText(counts[outcome] ?? 0, result.totals.units)})`),
  ];
  return table(['Outcome', ...sideNames(result)], result.outcomes.map(cells));
};

const matrixTable = ({ outcomes, matrix, totals }: ImpactResult, index: number): Html => {
  const counts = matrix[index] as ImpactResult['matrix'][number];
  const rows = counts.map((row, from): readonly Cell[] => [
    outcomes[from] ?? '',
    ...row.map((count, to): Cell => (from === to ? { text: countText(count), kind: 'same' } : countText(count))),
    countText(sum(row)),
  ]);
  const below = outcomes.map((_, to) => countText(sum(counts.map((row) => row[to] ?? 0))));
  return html`<p class="muted">Cases by outcome, before (rows) and after (columns); unchanged cases are on the shaded diagonal.</p>
${table(['Before \\ after', ...outcomes, 'All'], [...rows, ['All', ...below, countText(totals.units)]])}`;
};

const TRANSITION_COLUMNS: readonly Column[] = ['Before', { title: 'After', kind: 'text' }, 'Cases', 'Share'];

const transitionTable = ({ outcomes, matrix, totals }: ImpactResult, index: number): Html => {
  const transitions = (matrix[index] ?? [])
    .flatMap((row, from) => row.map((count, to) => ({ from, to, count })))
    .filter(({ count }) => count > 0);
  return html`<p class="muted">Cases by outcome before and after; what no case went through is left out.</p>
${cappedTable(TRANSITION_COLUMNS, transitions, ({ from, to, count }) => [outcomes[from] ?? '', outcomes[to] ?? '', countText(count), shareText(count, totals.units)])}`;
};

const AMOUNT_PARTS = [
  { name: 'gain', colour: '#1b7f4b' },
  { name: 'as before', colour: '#b9c7d8', light: true },
  { name: 'lose', colour: '#b3372f' },
  { name: 'not determined', colour: '#9aa1ab', light: true },
] as const;

const amountsOf = ({ result, amountUnit }: ReportFacts, index: number): Html => {
  const totals = result.totals.reforms[index] as ImpactResult['totals']['reforms'][number];
  const { units } = result.totals;
  if (result.amount === '' || units === 0) return NOTHING;
  const mean = (exact: string | null): string => (exact === null ? '–' : markedAmount(exact));
  const rows: readonly (readonly Cell[])[] = [
    ['Gain', countText(totals.gainers), shareText(totals.gainers, units), markedAmount(totals.gained), mean(totals.averageGain)],
    ['Lose', countText(totals.losers), shareText(totals.losers, units), markedAmount(totals.lost), mean(totals.averageLoss)],
    ['As before', countText(totals.unchanged), shareText(totals.unchanged, units), '–', '–'],
    ['Not determined on one side', countText(totals.undetermined), shareText(totals.undetermined, units), '–', '–'],
  ];
  const bar = { label: 'Cases', parts: [totals.gainers, totals.unchanged, totals.losers, totals.undetermined] };
  return html`<div class="block"><h4>What becomes of the amount</h4>${stackedBars([bar], AMOUNT_PARTS, 'What becomes of the amount')}
${table(['Cases that', 'Cases', 'Share', inUnit('Sum', amountUnit), inUnit('Average', amountUnit)], rows)}</div>`;
};

export const outcomesSection = (facts: ReportFacts): Html => {
  const { result } = facts;
  const transitions = result.outcomes.length > MATRIX_OUTCOMES_MAX ? transitionTable : matrixTable;
  return html`<div class="block">${outcomeChart(facts)}${outcomeTable(facts)}</div>
${result.reforms.map((_, index) => html`${reformHeading(facts, index)}<div class="block"><h4>Changes of outcome</h4>${transitions(result, index)}</div>${amountsOf(facts, index)}`)}`;
};
