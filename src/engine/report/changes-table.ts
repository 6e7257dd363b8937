/** What a reform changes against the baseline, as a table of parameters and the names of decisions. */
import { Exact } from '../model/exact.ts';
import { groupDigits } from '../model/group-digits.ts';
import type { ParameterChange, PolicyChanges } from '../policy/policy-changes.ts';
import { type Html, html } from './html.ts';

/** Parameters beyond this number are counted and named as left out. */
const PARAMETERS_MAX = 40;

/** Numbers with their thousands grouped, all other texts as they are. */
const valueHtml = (text: string | undefined): string => {
  if (text === undefined) return 'no value';
  return Exact.parse(text) === undefined ? text : groupDigits(text);
};

const nameHtml = ({ name, label }: { readonly name: string; readonly label?: string }): Html =>
  label === undefined ? html`${name}` : html`${label} <span class="muted">${name}</span>`;

const row = (change: ParameterChange): Html =>
  html`<tr><td>${nameHtml(change)}</td><td>${valueHtml(change.before)}</td><td>${valueHtml(change.after)}</td><td class="date">${change.since ?? ''}</td><td class="text">${change.source ?? ''}</td></tr>`;

const parameterTable = (parameters: readonly ParameterChange[]): Html => {
  const leftOut = parameters.length - PARAMETERS_MAX;
  return html`<table><thead><tr><th>Parameter</th><th>Before</th><th>After</th><th class="date">From</th><th class="text">Source</th></tr></thead>
<tbody>${parameters.slice(0, PARAMETERS_MAX).map(row)}</tbody></table>
${leftOut > 0 ? html`<p class="muted">${leftOut} further parameters differ and are not shown here.</p>` : ''}`;
};

const decisionList = (decisions: PolicyChanges['decisions']): Html =>
  html`<p>Decided by other rules: ${decisions.map((decision, index) => html`${index === 0 ? '' : '; '}${nameHtml(decision)}`)}.</p>`;

export const changesTable = ({ parameters, decisions }: PolicyChanges): Html =>
  html`<h3>What changes</h3>
${parameters.length === 0 && decisions.length === 0 ? html`<p class="muted">No parameter and no rule differs at these dates.</p>` : ''}
${parameters.length === 0 ? '' : parameterTable(parameters)}${decisions.length === 0 ? '' : decisionList(decisions)}`;
