/** Why a case was decided as it was, as an indented list: what was looked at, and what it was under each side where they differ. */
import { counted } from '../model/counted.ts';
import type { CaseExplanation } from '../model/explanation.ts';
import { type ExplanationRow, explanationRows } from './explanation-rows.ts';
import { type Html, html, joined, labelled, NOTHING, named } from './html.ts';

/** Lines of one case; the bundle has them all. */
const LINES_MAX = 120;
/** Deeper lines are indented no further. */
const DEPTH_MAX = 8;
/** Longer logic stands in the documents alone. */
const LOGIC_LENGTH_MAX = 240;

const logicOf = ({ logic }: ExplanationRow): Html =>
  logic === undefined ? NOTHING : html` <code>${logic.length > LOGIC_LENGTH_MAX ? `${logic.slice(0, LOGIC_LENGTH_MAX)}…` : logic}</code>`;

const sourceOf = ({ since, source }: ExplanationRow): Html => {
  const parts = [...(since === undefined ? [] : [`since ${since}`]), ...(source === undefined ? [] : [source])];
  return parts.length === 0 ? NOTHING : html` <bdi class="muted">(${parts.join(', ')})</bdi>`;
};

const headOf = (row: ExplanationRow): Html => {
  if (row.kind === 'comparison') return html`<code>${row.name}</code>: `;
  if (row.kind === 'note') return html`<span class="muted">note:</span> `;
  if (row.kind === 'rule') return html`${row.name}${row.label === undefined ? '' : html`, ${named(row.label)}`}${logicOf(row)}: `;
  if (row.kind === 'function') return html`${labelled(row.name, row.label)}${logicOf(row)}: `;
  return html`${labelled(row.name, row.label)}${sourceOf(row)}: `;
};

/** One value where all sides agree, else each side with its own. */
const valuesOf = (values: ExplanationRow['values'], names: readonly string[]): Html => {
  const [first] = values;
  if (values.every((value) => value === first)) return named(first ?? 'not looked at');
  const told = values.map((value, side) => html`<span class="muted">${names[side] ?? ''}</span> ${named(value ?? 'not looked at')}`);
  return html`<b>${joined(told, '; ')}</b>`;
};

const line = (row: ExplanationRow, names: readonly string[]): Html =>
  html`<li${row.depth === 0 ? NOTHING : html` class="d${Math.min(row.depth, DEPTH_MAX)}"`}>${headOf(row)}${valuesOf(row.values, names)}</li>\n`;

/** `names`: of all sides, the baseline's first. Facts stand in the case already. */
export const explanationTree = ({ baseline, reforms }: CaseExplanation, names: readonly string[]): Html => {
  const rows = explanationRows([baseline, ...reforms].map(({ explanation }) => explanation)).filter(({ kind }) => kind !== 'input');
  const leftOut = rows.length - LINES_MAX;
  const small = names.map((name) => name.toLowerCase());
  return html`<ul class="tree">${rows.slice(0, LINES_MAX).map((row) => line(row, small))}</ul>
${leftOut > 0 ? html`<p class="muted">${counted(leftOut, 'further step')} of this case can be read in the attached bundle.</p>` : ''}`;
};
