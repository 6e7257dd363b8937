/** What the report says of the data: where it comes from, and what of it was refused. */
import { countText } from './amount-text.ts';
import { type Html, html } from './html.ts';
import type { ReportFacts } from './report-facts.ts';
import { type Column, table, withHash } from './table.ts';

const SOURCE_COLUMNS: readonly Column[] = ['Source file', { title: 'Holds', kind: 'text' }, 'Rows', 'Bytes'];
const REASON_COLUMNS: readonly Column[] = ['File', { title: 'Column', kind: 'text' }, { title: 'Reason', kind: 'text' }, 'Rows'];

const sourceTable = ({ population: { sources } }: ReportFacts): Html =>
  sources.length === 0
    ? html``
    : table(
        SOURCE_COLUMNS,
        sources.map(({ name, role, rows, bytes, sha256 }) => [withHash(name, sha256), role, countText(rows), countText(bytes)]),
      );

const reasonTable = ({ population, quarantine }: ReportFacts): Html => {
  if (quarantine.length === 0) return html``;
  const leftOut = population.quarantined - quarantine.reduce((sum, { rows }) => sum + rows, 0);
  return html`${table(
    REASON_COLUMNS,
    quarantine.map(({ file, column, reason, rows }) => [file, column, reason, countText(rows)]),
  )}
${leftOut > 0 ? html`<p class="muted">${countText(leftOut)} further rows were refused for rarer reasons; the workspace has them all.</p>` : ''}`;
};

const refusedText = (rows: number): string =>
  rows === 0
    ? 'No source row was refused.'
    : `${countText(rows)} source rows were refused and stand in quarantine; they are not part of the figures.`;

export const dataSection = (facts: ReportFacts): Html => {
  const { name, units, members, quarantined, generated } = facts.population;
  return html`<h2>Data</h2>
<p>Population “${name}”: ${countText(units)} cases with ${countText(members)} members. ${refusedText(quarantined)}
${generated === undefined ? '' : `The population is synthetic: generator ${generated.generator}, seed ${generated.seed}.`}</p>
${sourceTable(facts)}${reasonTable(facts)}`;
};
