/** Writes the report as one self-contained HTML page, ready to be printed. */
import type { ImpactGroup, ImpactResult, ImpactSide, ReformFigures } from '../model/index.ts';
import type { PolicyChanges } from '../policy/policy-changes.ts';
import { amountText, changeText, countText, isRounded, shareText } from './amount-text.ts';
import { barChart } from './bar-chart.ts';
import { changesTable } from './changes-table.ts';
import { Html, html } from './html.ts';
import type { ReportFacts } from './report-facts.ts';
import { REPORT_STYLE } from './report-style.ts';

/** Groups beyond this number are counted and named as left out, never silently dropped. */
const GROUPS_MAX = 60;
const CHART_BARS_MAX = 25;

const figure = (name: string, value: string, note: string): Html =>
  html`<div class="figure"><div class="name">${name}</div><div class="value">${value}</div><div class="note">${note}</div></div>`;

const exactNote = (text: string): string => (isRounded(text) ? `exactly ${text}` : 'exact');

const sideRow = (role: string, side: ImpactSide): Html =>
  html`<tr><td>${role}</td><td class="text">${side.title}</td><td class="text">${side.policy} ${side.version}${side.reform === undefined ? '' : `, reform ${side.reform}`}</td><td class="date">${side.date}</td></tr>
<tr><td></td><td class="text hash" colspan="3">SHA-256 ${side.hash}</td></tr>`;

const reformName = (result: ImpactResult, index: number): string => (result.reforms.length > 1 ? `Reform ${index + 1}` : 'Reform');

/** "Gained (EUR)"; without a unit the name alone. */
const inUnit = (name: string, unit: string): string => (unit === '' ? name : `${name} (${unit})`);

const headline = ({ result, amountUnit }: ReportFacts, index: number): Html => {
  const totals = result.totals.reforms[index] as ImpactResult['totals']['reforms'][number];
  const { units } = result.totals;
  return html`<div class="figures">
${figure(inUnit('Cost before', amountUnit), amountText(totals.baselineCost), exactNote(totals.baselineCost))}
${figure(inUnit('Cost after', amountUnit), amountText(totals.reformCost), exactNote(totals.reformCost))}
${figure(inUnit('Change in cost', amountUnit), changeText(totals.costChange), exactNote(totals.costChange))}
${figure('Gainers', countText(totals.gainers), `${shareText(totals.gainers, units)} of cases; ${amountText(totals.gained)} ${amountUnit} in all`)}
${figure('Losers', countText(totals.losers), `${shareText(totals.losers, units)} of cases; ${amountText(totals.lost)} ${amountUnit} in all`)}
${figure('Unchanged', countText(totals.unchanged), `${countText(totals.undetermined)} more could not be determined`)}
</div>`;
};

const matrixTable = (result: ImpactResult, index: number): Html => {
  const matrix = result.matrix[index] as ImpactResult['matrix'][number];
  const rows = result.outcomes.map((from, row) => {
    const counts = matrix[row] as readonly number[];
    const cells = counts.map((count, column) => html`<td class="${row === column ? 'same' : ''}">${countText(count)}</td>`);
    return html`<tr><td>${from}</td>${cells}<td>${countText(counts.reduce((sum, count) => sum + count, 0))}</td></tr>`;
  });
  const sums = result.outcomes.map(
    (_, column) => html`<td>${countText(matrix.reduce((sum, counts) => sum + (counts[column] ?? 0), 0))}</td>`,
  );
  return html`<table><thead><tr><th>Before \\ after</th>${result.outcomes.map((outcome) => html`<th>${outcome}</th>`)}<th>All</th></tr></thead>
<tbody>${rows}<tr><td>All</td>${sums}<td>${countText(result.totals.units)}</td></tr></tbody></table>`;
};

/** Cases without a value form a group of their own. */
const groupName = ({ value }: ImpactGroup): string => (value === '' ? 'no value' : value);

const groupRow = (group: ImpactGroup, figures: ReformFigures): Html =>
  html`<tr><td>${groupName(group)}</td><td>${countText(group.units)}</td><td class="gain">${countText(figures.gainers)}</td><td class="gain">${amountText(figures.gained)}</td>
<td class="loss">${countText(figures.losers)}</td><td class="loss">${amountText(figures.lost)}</td><td>${changeText(figures.costChange)}</td></tr>`;

const groupTables = ({ result, amountUnit }: ReportFacts, index: number): readonly Html[] =>
  [...new Set(result.groups.map((group) => group.by))].map((by) => {
    const groups = result.groups.filter((group) => group.by === by);
    const figuresOf = (group: ImpactGroup): ReformFigures => group.figures[index] as ReformFigures;
    const bars = groups
      .slice(0, CHART_BARS_MAX)
      .map((group) => ({ label: groupName(group), gained: figuresOf(group).gained, lost: figuresOf(group).lost }));
    const leftOut = groups.length - GROUPS_MAX;
    return html`<h2>By ${by}</h2>${barChart(bars, inUnit(`Gained and lost by ${by}`, amountUnit))}
<table><thead><tr><th>${by}</th><th>Cases</th><th>Gainers</th><th>${inUnit('Gained', amountUnit)}</th><th>Losers</th><th>${inUnit('Lost', amountUnit)}</th><th>${inUnit('Change in cost', amountUnit)}</th></tr></thead>
<tbody>${groups.slice(0, GROUPS_MAX).map((group) => groupRow(group, figuresOf(group)))}</tbody></table>
${leftOut > 0 ? html`<p class="muted">${leftOut} further groups are not shown here; the workspace has them all.</p>` : ''}`;
  });

const dataQuality = ({ population, quarantine }: ReportFacts): Html => {
  const sources = population.sources.map(
    (source) =>
      html`<tr><td>${source.name}</td><td class="text">${source.role}</td><td>${countText(source.rows)}</td><td>${countText(source.bytes)}</td></tr><tr><td></td><td class="text hash" colspan="3">SHA-256 ${source.sha256}</td></tr>`,
  );
  const reasons = quarantine.map(
    (row) =>
      html`<tr><td>${row.file}</td><td class="text">${row.column}</td><td class="text">${row.reason}</td><td>${countText(row.rows)}</td></tr>`,
  );
  const leftOut = population.quarantined - quarantine.reduce((sum, row) => sum + row.rows, 0);
  const generated = population.generated;
  return html`<h2>Data</h2>
<p>Population “${population.name}”: ${countText(population.units)} cases with ${countText(population.members)} members.
${population.quarantined === 0 ? 'No source row was refused.' : `${countText(population.quarantined)} source rows were refused and stand in quarantine; they are not part of the figures.`}
${generated === undefined ? '' : `The population is synthetic: generator ${generated.generator}, seed ${generated.seed}.`}</p>
${sources.length === 0 ? '' : html`<table><thead><tr><th>Source file</th><th class="text">Holds</th><th>Rows</th><th>Bytes</th></tr></thead><tbody>${sources}</tbody></table>`}
${reasons.length === 0 ? '' : html`<table><thead><tr><th>File</th><th class="text">Column</th><th class="text">Reason</th><th>Rows</th></tr></thead><tbody>${reasons}</tbody></table>`}
${leftOut > 0 ? html`<p class="muted">${countText(leftOut)} further rows were refused for rarer reasons; the workspace has them all.</p>` : ''}`;
};

const comparedAmount = ({ result, amountUnit, period }: ReportFacts): Html =>
  result.amount === ''
    ? html`The baseline pays no amount, so that only outcomes are compared.`
    : html`The amount compared is <b>${result.amount}</b>${amountUnit === '' ? '' : `, in ${amountUnit}`}, for one ${period}. A gainer is a case whose amount is higher under the reform, a loser one whose amount is lower. Cost is the sum of the amount over the cases where both sides have a value.`;

const method = (facts: ReportFacts): Html => html`<h2>Method and definitions</h2>
<ul>
<li>Every case is evaluated under the baseline and under each reform from the same recorded facts. Amounts are exact rational numbers; nothing is rounded unless a rule says so. Figures here are rounded to the cent for display, and the exact value is given where it differs.</li>
<li>${comparedAmount(facts)}</li>
<li>UNDETERMINED is the outcome of a case for which a needed fact is missing. Such a case is neither gainer nor loser.</li>
<li>The result hash is the root of a Merkle tree (RFC 9162) over all cases in the order of the population. It does not depend on the number of workers or the order of evaluation.</li>
</ul>`;

const evidence = ({
  result,
  workspace,
  audit,
  program,
  actor,
  exportedAt,
  population,
}: ReportFacts): Html => html`<section class="together"><h2>Evidence</h2>
<dl>
<dt>Run</dt><dd class="hash">${result.run}</dd>
<dt>Result hash</dt><dd class="hash">${result.resultHash}</dd>
<dt>Population fingerprint</dt><dd class="hash">${population.fingerprint}</dd>
<dt>Audit trail</dt><dd>${countText(audit.size)} entries when this report was made, root <span class="hash">${audit.root}</span></dd>
<dt>Workspace</dt><dd>${workspace.name} <span class="hash">${workspace.id}</span></dd>
<dt>Made</dt><dd>${exportedAt} by ${actor}, Probity ${program.version}</dd>
</dl>
<p class="notice">This report is not signed. It repeats what the workspace holds; the workspace and its audit trail are the evidence.
A restored older copy of the whole workspace file cannot be recognised from within it: keep the root printed above outside of this machine to compare with later.</p></section>`;

export const reportHtml = (facts: ReportFacts): string => {
  const { result } = facts;
  const reforms = result.reforms.map(
    (reform, index) => html`<h2>${reformName(result, index)}: ${reform.title} (${reform.date})</h2>
${result.amount === '' ? '' : headline(facts, index)}${changesTable(facts.changes[index] as PolicyChanges)}
<h3>Outcomes</h3><p class="muted">Cases by outcome, before (rows) and after (columns); unchanged cases are on the shaded diagonal.</p>${matrixTable(result, index)}${groupTables(facts, index)}`,
  );
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Impact report: ${result.baseline.title}</title><style nonce="__CSP_NONCE__">${new Html(REPORT_STYLE)}</style></head><body>
<h1>Impact report</h1>
<p class="lead">${result.baseline.title}, ${result.baseline.date}, against ${result.reforms.map((reform) => `${reform.title}, ${reform.date}`).join('; ')}</p>
<table><thead><tr><th>Side</th><th class="text">Title</th><th class="text">Policy</th><th>Date</th></tr></thead>
<tbody>${sideRow('Baseline', result.baseline)}${result.reforms.map((reform, index) => sideRow(reformName(result, index), reform))}</tbody></table>
${reforms}${dataQuality(facts)}${method(facts)}${evidence(facts)}</body></html>`.source;
};
