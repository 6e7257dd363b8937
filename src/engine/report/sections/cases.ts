/** The chosen cases with their reasons: facts, results on every side, what made the difference, and the tree behind each decision. */
import { counted } from '../../model/counted.ts';
import type { CaseAmount, CaseExplanation, CaseSide } from '../../model/explanation.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { readableText } from '../../policy/readable-number.ts';
import { markedAmount, markedChange } from '../amount-text.ts';
import { explanationTree } from '../explanation-tree.ts';
import { type Html, html, joined, labelled, NOTHING, named } from '../html.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type RuleRead, rulesRead } from '../rules-read.ts';
import { type Cell, type Column, cappedTable, leftOutNote, ROWS_MAX, table } from '../table.ts';
import { inUnit, sideNames } from '../words.ts';

/** Members of one case that are listed; the bundle has them all. */
const MEMBERS_MAX = 60;
/** Fields of members that stand in a table. */
const FIELDS_MAX = 10;
/** Decisions whose rules are told, logics of one, and their length. */
const RULES_MAX = 100;
const LOGICS_MAX = 10;
const LOGIC_LENGTH_MAX = 600;

const factText = (value: Json): string => {
  if (value === null) return 'missing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? readableText(value) : JSON.stringify(value);
};

const factsList = (inputs: CaseExplanation['inputs'], labels: ReportFacts['labels']): Html => {
  const scalars = Object.entries(inputs).filter(([, value]) => !Array.isArray(value));
  if (scalars.length === 0) return NOTHING;
  return html`<p class="facts">${scalars.map(
    ([name, value], index) =>
      html`${index === 0 ? '' : ' · '}<span>${labelled(name, labels.get(name))}: <b>${named(factText(value))}</b></span>`,
  )}</p>`;
};

/** More fields than a page has room for beside each other. */
const listLines = (list: string, items: readonly JsonObject[], labels: ReportFacts['labels']): Html => {
  const leftOut = items.length - MEMBERS_MAX;
  const lines = items.slice(0, MEMBERS_MAX).map((item, index) => {
    const facts = Object.entries(item).map(
      ([field, value]) => html`${named(labels.get(`${list}.${field}`) ?? field)}: <b>${named(factText(value))}</b>`,
    );
    return html`<p class="facts">${list} ${index + 1}: ${joined(facts, ' · ')}</p>`;
  });
  return html`${lines}${leftOutNote(leftOut, { singular: 'member', plural: 'members' })}`;
};

const listTable = (list: string, items: readonly JsonObject[], labels: ReportFacts['labels']): Html => {
  const fields = [...new Set(items.flatMap((item) => Object.keys(item)))];
  if (fields.length === 0) return NOTHING;
  if (fields.length > FIELDS_MAX) return listLines(list, items, labels);
  const columns: readonly Column[] = [list, ...fields.map((field) => labels.get(`${list}.${field}`) ?? field)];
  const rows = items.map((item, index) => [String(index + 1), ...fields.map((field) => factText(item[field] ?? null))]);
  return html`<div class="small">${cappedTable(columns, rows, (row) => row, { rowsMax: MEMBERS_MAX, singular: 'member' })}</div>`;
};

const listsOf = (inputs: CaseExplanation['inputs'], labels: ReportFacts['labels']): readonly Html[] =>
  Object.entries(inputs).flatMap(([name, value]) => (Array.isArray(value) ? [listTable(name, value.filter(isJsonObject), labels)] : []));

const amountCell = ({ value, change }: CaseAmount): string => {
  const told = value === null ? 'undetermined' : markedAmount(value);
  return change === undefined || change === null ? told : `${told} (${markedChange(change)})`;
};

const resultsTable = (sides: readonly CaseSide[], names: readonly string[]): Html => {
  const amounts = [...new Map(sides.flatMap((side) => side.amounts.map((amount) => [amount.name, amount]))).values()];
  const columns: readonly Column[] = [
    'Side',
    { title: 'Date', kind: 'date' },
    { title: 'Outcome', kind: 'text' },
    ...amounts.map(({ name, label, unit }) => inUnit(label ?? name, unit ?? '')),
  ];
  const row = (side: CaseSide, index: number): readonly Cell[] => [
    names[index] as string,
    side.date,
    side.outcome,
    ...amounts.map(({ name }) => {
      const own = side.amounts.find((amount) => amount.name === name);
      return own === undefined ? '–' : amountCell(own);
    }),
  ];
  return table(columns, sides.map(row));
};

const flipsOf = ({ flips, reforms }: CaseExplanation, names: readonly string[]): readonly Html[] =>
  flips.map((sentences, index) => {
    const under = reforms.length > 1 ? ` under ${(names[index + 1] as string).toLowerCase()}` : '';
    return sentences.length === 0
      ? html`<p>Outcome and amounts are the same on both sides${under}.</p>`
      : html`<p class="keep">What made the difference${under}:</p><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
  });

const findingOf = ({ matchesStored }: CaseExplanation): Html =>
  matchesStored
    ? NOTHING
    : html`<p class="notice bad">Decided again for this report, the case does NOT come out as the run stored it. The figures of this report rest on what was stored.</p>`;

const appealsOf = ({ appeals }: CaseExplanation): Html =>
  appeals.length === 0 ? NOTHING : html`<p>${counted(appeals.length, 'appeal')}: ${appeals.join(', ')}.</p>`;

const caseBlock = ({ labels }: ReportFacts, explained: CaseExplanation, names: readonly string[], index: number): Html => {
  const { unit, inputs, baseline, reforms } = explained;
  return html`<div class="case"><h3 id="case-${index + 1}">Case ${named(unit)}</h3>${findingOf(explained)}
${factsList(inputs, labels)}${listsOf(inputs, labels)}${resultsTable([baseline, ...reforms], names)}
${flipsOf(explained, names)}${appealsOf(explained)}${explanationTree(explained, names)}</div>\n`;
};

const overview = (cases: readonly CaseExplanation[], names: readonly string[]): Html => {
  const columns: readonly Column[] = ['Case', ...names.map((title): Column => ({ title, kind: 'text' }))];
  const told = ({ outcome, amounts: [amount] }: CaseSide): string =>
    amount === undefined ? outcome : `${outcome}, ${amount.value === null ? 'no amount' : markedAmount(amount.value)}`;
  const rows = cases.map((explained, index) => ({ explained, index }));
  return cappedTable(columns, rows, ({ explained, index }) => [
    html`<a href="#case-${index + 1}">${named(explained.unit)}</a>`,
    ...[explained.baseline, ...explained.reforms].map(told),
  ]);
};

/** Rules of one decision that differ by side are told one by one. */
const ruleItem = ({ name, label, logics }: RuleRead, names: readonly string[]): Html => {
  const told = logics.slice(0, LOGICS_MAX).map(({ logic, sides }, index) => {
    const of =
      logics.length === 1
        ? NOTHING
        : html` <span class="muted">(${sides.map((side) => (names[side] ?? '').toLowerCase()).join(', ')})</span>`;
    return html`${index === 0 ? '' : html`<br>`}<code>${logic.length > LOGIC_LENGTH_MAX ? `${logic.slice(0, LOGIC_LENGTH_MAX)}…` : logic}</code>${of}`;
  });
  return html`<dt>${labelled(name, label)}</dt><dd>${told}</dd>`;
};

const rulesOf = (cases: readonly CaseExplanation[], names: readonly string[]): Html => {
  const rules = rulesRead(cases).slice(0, RULES_MAX);
  return rules.length === 0
    ? NOTHING
    : html`<h3>The rules behind them</h3><p class="keep">How the decisions in these cases are made. Documents in the attached bundle have the same in full.</p>
<dl class="rules">${rules.map((rule) => ruleItem(rule, names))}</dl>`;
};

export const casesSection = (facts: ReportFacts): Html => {
  const { cases, casesLeftOut, result } = facts;
  if (cases.length === 0) return html`<p>No case was chosen to be told with its reasons, so that no personal data is in this report.</p>`;
  const names = sideNames(result);
  const leftOut =
    casesLeftOut === 0
      ? NOTHING
      : html`<p>${counted(casesLeftOut, 'more case')} ${casesLeftOut === 1 ? 'was' : 'were'} chosen and ${casesLeftOut === 1 ? 'is' : 'are'} not printed, so that this report can be printed, read and kept.
The attached bundle has all of them with their facts and reasons.</p>`;
  return html`<p>${counted(cases.length, 'case')} ${cases.length === 1 ? 'is' : 'are'} told with ${cases.length === 1 ? 'its' : 'their'} reasons. This discloses personal data: hand the report and its bundle on accordingly.
What differs from the baseline is set in bold.</p>${leftOut}
${cases.length > 1 && cases.length <= ROWS_MAX ? overview(cases, names) : NOTHING}${rulesOf(cases, names)}
${cases.map((explained, index) => caseBlock(facts, explained, names, index))}`;
};
