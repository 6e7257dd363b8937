/** Writes the report as one self-contained HTML page, ready to be printed. */
import type { ImpactResult, ImpactSide } from '../model/index.ts';
import { dataSection } from './data-section.ts';
import { evidenceSection, methodSection } from './evidence-section.ts';
import { Html, html } from './html.ts';
import { definitionsList, measuresSection } from './measures-section.ts';
import { reformSection } from './reform-section.ts';
import type { ReportFacts } from './report-facts.ts';
import { REPORT_STYLE } from './report-style.ts';
import { type Cell, type Column, table, withHash } from './table.ts';

const SIDE_COLUMNS: readonly Column[] = [
  'Side',
  { title: 'Title', kind: 'text' },
  { title: 'Policy', kind: 'text' },
  { title: 'Date', kind: 'date' },
];

const told = ({ title, date }: ImpactSide): string => `${title}, ${date}`;

const reformName = ({ reforms }: ImpactResult, index: number): string => (reforms.length > 1 ? `Reform ${index + 1}` : 'Reform');

const sideCells = (role: string, { title, policy, version, reform, hash, date }: ImpactSide): readonly Cell[] => [
  role,
  title,
  withHash(`${policy} ${version}${reform === undefined ? '' : `, reform ${reform}`}`, hash),
  date,
];

export const reportHtml = (facts: ReportFacts): string => {
  const { baseline, reforms } = facts.result;
  const sides = [sideCells('Baseline', baseline), ...reforms.map((reform, index) => sideCells(reformName(facts.result, index), reform))];
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Impact report: ${baseline.title}</title>
<style nonce="__CSP_NONCE__">${new Html(REPORT_STYLE)}</style></head><body>
<h1>Impact report</h1>
<p class="lead">${told(baseline)}, against ${reforms.map(told).join('; ')}</p>
${table(SIDE_COLUMNS, sides)}
${reforms.map((reform, index) => reformSection(facts, index, `${reformName(facts.result, index)}: ${reform.title} (${reform.date})`))}
${measuresSection(facts)}${dataSection(facts)}${methodSection(facts)}${definitionsList(facts)}${evidenceSection(facts)}</body></html>`
    .source;
};
