/** What a reform changes against the baseline, as a table of parameters and the names of decisions. */
import { Exact } from '../model/exact.ts';
import { groupDigits } from '../model/group-digits.ts';
import type { ParameterChange, PolicyChanges } from '../policy/policy-changes.ts';
import { type Html, html, labelled } from './html.ts';
import { type Cell, type Column, table } from './table.ts';

/** Parameters beyond this number are counted and named as left out. */
const PARAMETERS_MAX = 40;

const COLUMNS: readonly Column[] = ['Parameter', 'Before', 'After', { title: 'From', kind: 'date' }, { title: 'Source', kind: 'text' }];

/** Numbers with their thousands grouped, all other texts as they are. */
const valueText = (text: string | undefined): string => {
  if (text === undefined) return 'no value';
  return Exact.parse(text) === undefined ? text : groupDigits(text);
};

const cells = (change: ParameterChange): readonly Cell[] => [
  labelled(change.name, change.label),
  valueText(change.before),
  valueText(change.after),
  change.since ?? '',
  change.source ?? '',
];

const parameterTable = (parameters: readonly ParameterChange[]): Html => {
  if (parameters.length === 0) return html``;
  const leftOut = parameters.length - PARAMETERS_MAX;
  return html`${table(COLUMNS, parameters.slice(0, PARAMETERS_MAX).map(cells))}
${leftOut > 0 ? html`<p class="muted">${leftOut} further parameters differ and are not shown here.</p>` : ''}`;
};

const nameList = (told: string, named: PolicyChanges['decisions']): Html =>
  named.length === 0
    ? html``
    : html`<p>${told}: ${named.map(({ name, label }, index) => html`${index === 0 ? '' : '; '}${labelled(name, label)}`)}.</p>`;

export const changesTable = ({ parameters, decisions, functions = [] }: PolicyChanges): Html =>
  html`<h3>What changes</h3>
${parameters.length + decisions.length + functions.length === 0 ? html`<p class="muted">No parameter and no rule differs at these dates.</p>` : ''}
${parameterTable(parameters)}${nameList('Decided by other rules', decisions)}${nameList('Computed otherwise', functions)}`;
