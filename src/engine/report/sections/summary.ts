/** The headline figures of a report in words, and what its author says of them. */
import { counted } from '../../model/counted.ts';
import { Exact } from '../../model/exact.ts';
import type { ImpactResult, ReportRequest } from '../../model/index.ts';
import { countText, isRounded, markedAmount, markedChange, shareText } from '../amount-text.ts';
import { type Html, html, joined, labelled, NOTHING, named } from '../html.ts';
import type { ReportFacts } from '../report-facts.ts';
import { inUnit, reformHeading, sideTold, unitAfter } from '../words.ts';

type Totals = ImpactResult['totals']['reforms'][number];

/** Changes of outcome that are named in words. */
const TRANSITIONS_MAX = 3;

const figure = (name: string, value: string, note: string): Html =>
  html`<div class="figure"><div class="name">${name}</div><div class="value">${value}</div><div class="note">${note}</div></div>`;

const figures = ({ result, amountUnit }: ReportFacts, totals: Totals): Html => {
  const cost = (name: string, exact: string, text: string): Html =>
    figure(inUnit(name, amountUnit), text, isRounded(exact) ? `exactly ${exact}` : 'exact');
  const changed = (name: string, count: number, amount: string): Html =>
    figure(
      name,
      countText(count),
      `${shareText(count, result.totals.units)} of cases; ${markedAmount(amount)}${unitAfter(amountUnit)} in all`,
    );
  return html`<div class="figures">
${cost('Cost before', totals.baselineCost, markedAmount(totals.baselineCost))}
${cost('Cost after', totals.reformCost, markedAmount(totals.reformCost))}
${cost('Change in cost', totals.costChange, markedChange(totals.costChange))}
${changed('Gainers', totals.gainers, totals.gained)}
${changed('Losers', totals.losers, totals.lost)}
${figure('Unchanged', countText(totals.unchanged), `${countText(totals.undetermined)} more could not be determined`)}
</div>`;
};

/** "by 3.2 %", rounded to one digit; nothing where nothing was paid before. */
const partOf = (change: Exact, before: Exact): string => {
  const part = (change.sign < 0 ? change.negate() : change).multiply(Exact.integer(100)).divide(before);
  if (part === undefined) return '';
  return ` (${(part.sign < 0 ? part.negate() : part).toFixedText(1)} %)`;
};

const costSentence = ({ result, labels, amountUnit, period }: ReportFacts, totals: Totals): Html => {
  const [before, change] = [totals.baselineCost, totals.costChange].map((text) => Exact.parse(text) ?? Exact.ZERO) as [Exact, Exact];
  const unit = unitAfter(amountUnit);
  const what = html`The cost of ${labelled(result.amount, labels.get(result.amount))}`;
  if (change.sign === 0) return html`<p>${what} stays at ${markedAmount(totals.baselineCost)}${unit} a ${period}.</p>`;
  const distance = markedAmount((change.sign < 0 ? change.negate() : change).toText());
  return html`<p>${what} ${change.sign > 0 ? 'rises' : 'falls'} from ${markedAmount(totals.baselineCost)}${unit} to
${markedAmount(totals.reformCost)}${unit} a ${period}, by ${distance}${unit}${partOf(change, before)}.</p>`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const average = (exact: string | null, unit: string): string => (exact === null ? '' : `, on average ${markedAmount(exact)}${unit}`);

const gainSentence = ({ result, amountUnit }: ReportFacts, totals: Totals): Html => {
  const { units } = result.totals;
  const unit = unitAfter(amountUnit);
  const part = (count: number, verb: string, exact: string | null): string =>
    count === 0
      ? `no case ${verb}s`
      : `${counted(count, 'case')} (${shareText(count, units)}) ${verb}${count === 1 ? 's' : ''}${average(exact, unit)}`;
  const missing = totals.undetermined === 0 ? '' : `; for ${countText(totals.undetermined)} an amount is missing on one side`;
  const told = `${part(totals.gainers, 'gain', totals.averageGain)}; ${part(totals.losers, 'lose', totals.averageLoss)}`;
  return html`<p>${capital(told)}; ${countText(totals.unchanged)} ${totals.unchanged === 1 ? 'stays' : 'stay'} as before${missing}.</p>`;
};

const transitionSentence = ({ result }: ReportFacts, index: number): Html => {
  const changed = (result.matrix[index] ?? [])
    .flatMap((row, from) => row.map((count, to) => ({ from: result.outcomes[from] ?? '', to: result.outcomes[to] ?? '', count })))
    .filter(({ from, to, count }) => from !== to && count > 0)
    .toSorted((left, right) => right.count - left.count);
  if (changed.length === 0) return html`<p>No case changes its outcome.</p>`;
  const all = changed.reduce((total, { count }) => total + count, 0);
  const told = changed.slice(0, TRANSITIONS_MAX).map(({ from, to, count }) => html`${countText(count)} from ${from} to ${to}`);
  return html`<p>${counted(all, 'case')} (${shareText(all, result.totals.units)}) ${all === 1 ? 'changes its outcome' : 'change their outcome'}:
${joined(told, '; ')}${changed.length > TRANSITIONS_MAX ? html`; and further changes that the section on outcomes shows` : ''}.</p>`;
};

const reformSummary = (facts: ReportFacts, index: number): Html => {
  const { result } = facts;
  const totals = result.totals.reforms[index] as Totals;
  const amounts =
    result.amount === '' ? NOTHING : html`${figures(facts, totals)}${costSentence(facts, totals)}${gainSentence(facts, totals)}`;
  return html`<div class="block">${reformHeading(facts, index)}${amounts}${transitionSentence(facts, index)}</div>`;
};

/** Paragraphs are parted by empty lines. */
const remarksOf = (remarks: string | undefined): Html => {
  const paragraphs = (remarks ?? '').split(/(?:\r?\n[^\S\n]*){2,}/).filter((paragraph) => paragraph.trim() !== '');
  return paragraphs.length === 0
    ? NOTHING
    : html`<h3>Remarks of the author</h3>${paragraphs.map((paragraph) => html`<p class="remark" dir="auto">${paragraph.trim()}</p>`)}`;
};

export const summarySection = (facts: ReportFacts, { remarks }: Pick<ReportRequest, 'remarks'>): Html => {
  const { result, population } = facts;
  const { units } = result.totals;
  const none =
    units === 0 ? html`<p class="notice">The population has no cases, so that every figure of this report is zero.</p>` : NOTHING;
  return html`<p>${counted(units, 'case')} of the population ${named(population.name)} ${units === 1 ? 'was' : 'were'} decided under ${sideTold(result.baseline)}, and under
${joined(result.reforms.map(sideTold), '; ')}.${result.amount === '' ? ' The baseline pays no amount, so that only outcomes are compared.' : ''}</p>${none}
${result.reforms.map((_, index) => reformSummary(facts, index))}${remarksOf(remarks)}`;
};
