/** How the figures of a report came about, and what the words and measures in it mean. */
import type { ImpactSide } from '../../model/index.ts';
import { type Html, html, labelled, NOTHING } from '../html.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type Cell, type Column, table } from '../table.ts';
import { sideNames } from '../words.ts';

const SIDE_COLUMNS: readonly Column[] = [
  'Side',
  { title: 'Title', kind: 'text' },
  { title: 'Policy', kind: 'text' },
  { title: 'Date', kind: 'date' },
];

const sideCells = (role: string, { title, policy, version, reform, date }: ImpactSide): readonly Cell[] => [
  role,
  title,
  `${policy} ${version}${reform === undefined ? '' : `, reform ${reform}`}`,
  date,
];

const comparedAmount = ({ result, labels, amountUnit, period }: ReportFacts): Html =>
  result.amount === ''
    ? html`The baseline pays no amount, so that only outcomes are compared.`
    : html`The amount compared is ${labelled(result.amount, labels.get(result.amount))}${amountUnit === '' ? '' : `, in ${amountUnit}`}, for one ${period}.
A gainer is a case whose amount is higher under the reform, a loser one whose amount is lower.
Cost is the sum of the amount over the cases where both sides have a value.`;

const definitionsList = ({ result }: ReportFacts): Html => {
  const { definitions, digits } = result.measures;
  if (definitions.length === 0) return NOTHING;
  return html`<h3>Definitions of the measures</h3>
<p>Shares, rates and coefficients are computed from exact fractions and rounded once, half away from zero, to ${digits} digits.</p>
<ul>${definitions.map(
    ({ title, definition, sources }) =>
      html`<li><b>${title}.</b> ${definition} <span class="muted">${sources.map(({ text }) => text).join(' ')}</span></li>`,
  )}</ul>`;
};

export const methodSection = (facts: ReportFacts): Html => {
  const { baseline, reforms } = facts.result;
  const names = sideNames(facts.result);
  return html`${table(
    SIDE_COLUMNS,
    [baseline, ...reforms].map((side, index) => sideCells(names[index] as string, side)),
  )}
<ul>
<li>Every case is evaluated under the baseline and under each reform from the same recorded facts. Amounts are exact rational numbers;
nothing is rounded unless a rule says so. Figures of this report are exact unless they are marked with ≈: such a figure is rounded, half away from zero,
for display alone. Percentages in brackets and beside counts are rounded to one digit. Charts are drawn from the exact figures of the tables beside them.</li>
<li>${comparedAmount(facts)}</li>
<li>UNDETERMINED is the outcome of a case for which a needed fact is missing. Such a case is neither gainer nor loser.</li>
<li>The result hash is the root of a Merkle tree (RFC 9162) over all cases in the order of the population. It does not depend on the number
of workers or the order of evaluation.</li>
</ul>${definitionsList(facts)}`;
};
