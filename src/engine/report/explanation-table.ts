/** Why a case was decided as it was, as a tree of rows: what was looked at, and what it was under each side. */
import type { CaseExplanation, CaseSide } from '../model/explanation.ts';
import { counted } from './counted.ts';
import { type ExplanationRow, explanationRows } from './explanation-rows.ts';
import { type Html, html, labelled, NOTHING, named } from './html.ts';

/** Rows of one case; the bundle has them all. */
const ROWS_MAX = 150;
/** Sides beside each other; the baseline stands in every table. */
const REFORMS_MAX = 3;
/** Deeper rows are indented no further. */
const DEPTH_MAX = 8;
/** Longer logic stands in the documents alone. */
const LOGIC_LENGTH_MAX = 240;

const logicOf = ({ logic }: ExplanationRow): Html => {
  if (logic === undefined) return NOTHING;
  return html`<br><code>${logic.length > LOGIC_LENGTH_MAX ? `${logic.slice(0, LOGIC_LENGTH_MAX)}…` : logic}</code>`;
};

const sourceOf = ({ since, source }: ExplanationRow): Html => {
  if (since === undefined && source === undefined) return NOTHING;
  const parts = [...(since === undefined ? [] : [`since ${since}`]), ...(source === undefined ? [] : [source])];
  return html` <bdi class="muted">${parts.join(', ')}</bdi>`;
};

const headOf = (row: ExplanationRow): Html => {
  if (row.kind === 'comparison') return html`<code>${row.name}</code>`;
  if (row.kind === 'note') return html`<span class="muted">note</span>`;
  if (row.kind === 'rule') return html`${row.name}${row.label === undefined ? '' : html`, ${named(row.label)}`}${logicOf(row)}`;
  return html`${labelled(row.name, row.label)}${sourceOf(row)}${logicOf(row)}`;
};

/** What differs from the baseline stands out. */
const valueCell = (value: string | undefined, baseline: string | undefined): Html =>
  html`<td${value === baseline ? NOTHING : html` class="differs"`}>${value ?? '–'}</td>`;

const rowOf = (row: ExplanationRow): Html => {
  const [baseline] = row.values;
  const depth = Math.min(row.depth, DEPTH_MAX);
  return html`<tr><td${depth === 0 ? NOTHING : html` class="d${depth}"`}>${headOf(row)}</td>${row.values.map((value) => valueCell(value, baseline))}</tr>\n`;
};

const treeTable = (sides: readonly CaseSide[], names: readonly string[]): Html => {
  const rows = explanationRows(sides.map(({ explanation }) => explanation));
  const leftOut = rows.length - ROWS_MAX;
  return html`<table class="tree s${names.length}"><thead><tr><th scope="col">What was looked at</th>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.slice(0, ROWS_MAX).map(rowOf)}</tbody></table>
${leftOut > 0 ? html`<p class="muted">${counted(leftOut, 'further step')} of this case can be read in the attached bundle.</p>` : ''}`;
};

/** One table for the baseline and up to three reforms, and further ones for further reforms. `names`: of all sides, the baseline's first. */
export const explanationTables = ({ baseline, reforms }: CaseExplanation, names: readonly string[]): readonly Html[] => {
  const [baselineName = '', ...reformNames] = names;
  const tables = Math.ceil(reforms.length / REFORMS_MAX);
  return Array.from({ length: tables }, (_, index) => {
    const [from, to] = [index * REFORMS_MAX, (index + 1) * REFORMS_MAX];
    return treeTable([baseline, ...reforms.slice(from, to)], [baselineName, ...reformNames.slice(from, to)]);
  });
};
