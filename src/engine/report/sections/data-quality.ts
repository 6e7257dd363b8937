/** What a report says of its data: where it comes from, what of it is missing, and what of it was refused. */
import { counted } from '../../model/counted.ts';
import { countText, shareText } from '../amount-text.ts';
import { type Html, html, labelled, NOTHING, named } from '../html.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type Column, cappedTable, ROWS_MAX, table, withHash } from '../table.ts';
import { sideNames, undeterminedCases } from '../words.ts';

const SOURCE_COLUMNS: readonly Column[] = ['Source file', 'Rows', 'Bytes'];
const REASON_COLUMNS: readonly Column[] = [
  'File',
  { title: 'Column', kind: 'text' },
  { title: 'What was expected there', kind: 'text' },
  'Rows',
];
const GAP_COLUMNS: readonly Column[] = ['Column', 'Values', 'Missing', 'Share'];

/** A file's name may name a person; its hash says which file it was. */
const sourceTable = ({ population: { sources } }: ReportFacts): Html =>
  sources.length === 0
    ? NOTHING
    : html`<h3>Sources</h3>${table(
        SOURCE_COLUMNS,
        sources.map(({ role, rows, bytes, sha256 }) => [withHash(`File of ${role}`, sha256), countText(rows), countText(bytes)]),
      )}`;

const refusedText = (rows: number): string =>
  rows === 0
    ? 'No source row was refused.'
    : `${counted(rows, 'source row')} ${rows === 1 ? 'was' : 'were'} refused and ${rows === 1 ? 'stands' : 'stand'} in quarantine; they are not part of the figures.`;

const quarantineOf = ({ population: { quarantined }, quarantine }: ReportFacts): Html => {
  const shown = quarantine.slice(0, ROWS_MAX);
  const leftOut = quarantined - shown.reduce((sum, { rows }) => sum + rows, 0);
  return html`<h3>Quarantine</h3><p>${refusedText(quarantined)}</p>${
    shown.length === 0
      ? NOTHING
      : table(
          REASON_COLUMNS,
          shown.map(({ file, column, expected, rows }) => [file, column, expected, countText(rows)]),
        )
  }
${leftOut > 0 ? html`<p class="muted">${counted(leftOut, 'further row')} ${leftOut === 1 ? 'was' : 'were'} refused elsewhere, which the workspace shows.</p>` : ''}`;
};

const gapsOf = ({ gaps, labels }: ReportFacts): Html =>
  html`<h3>Missing values</h3>${
    gaps.length === 0
      ? html`<p>No value of the population is missing.</p>`
      : cappedTable(
          GAP_COLUMNS,
          gaps,
          ({ list, column, rows, nulls }) => {
            const name = list === '' ? column : `${list}.${column}`;
            return [labelled(name, labels.get(name)), countText(rows), countText(nulls), shareText(nulls, rows)];
          },
          { singular: 'column' },
        )
  }`;

const undeterminedOf = ({ result }: ReportFacts): Html => {
  const counts = undeterminedCases(result);
  if (counts.every((count) => count === 0)) return html`<p>Every case could be decided under every side.</p>`;
  const names = sideNames(result);
  return html`<p>Cases that could not be decided because a needed value is missing:
${counts.map((count, index) => `${(names[index] as string).toLowerCase()} ${countText(count)}`).join(', ')}.</p>`;
};

export const dataQualitySection = (facts: ReportFacts): Html => {
  const { name, units, members, generated, sealedAt } = facts.population;
  return html`<p>The population ${named(name)} has ${counted(units, 'case')} with ${counted(members, 'member')}, and was sealed on ${sealedAt.slice(0, 10)}.
${generated === undefined ? '' : html`It is synthetic: generator ${named(generated.generator)}, seed ${named(generated.seed)}.`}</p>
${undeterminedOf(facts)}${sourceTable(facts)}${quarantineOf(facts)}${gapsOf(facts)}`;
};
