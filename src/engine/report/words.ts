/** What the sides and figures of a report are called, in every section alike. */

import { parseGrouping } from '../impact/measure/grouping.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import type { ImpactResult, ImpactSide } from '../model/index.ts';
import { dated, type Html, html, joined, labelled, named } from './html.ts';
import type { ReportFacts } from './report-facts.ts';

/** "Reform", or "Reform 2" of several. */
export const reformName = ({ reforms }: Pick<ImpactResult, 'reforms'>, index: number): string =>
  reforms.length > 1 ? `Reform ${index + 1}` : 'Reform';

/** One name for each side: the baseline first. */
export const sideNames = (result: Pick<ImpactResult, 'reforms'>): readonly string[] => [
  'Baseline',
  ...result.reforms.map((_, index) => reformName(result, index)),
];

/** "Housing support, 2025-03-01". */
export const sideTold = ({ title, date }: ImpactSide): Html => html`${named(title)}, ${dated(date)}`;

/** The heading of what concerns one reform; nothing where there is only one, because the section says it. */
export const reformHeading = ({ result }: ReportFacts, index: number): Html => {
  const reform = result.reforms[index];
  if (result.reforms.length === 1 || reform === undefined) return html``;
  return html`<h3>${reformName(result, index)}: ${sideTold(reform)}</h3>`;
};

/** The fields that cases are grouped by; a grouping that is none of the usual form is taken for a field. */
const fieldsOf = (by: string, labels: ReportFacts['labels']) =>
  parseGrouping(by, (name) => labels.has(name))?.fields ?? [{ name: by, quantiles: undefined }];

const quantilesTold = (quantiles: number | undefined): string => (quantiles === undefined ? '' : ` in ${quantiles} quantile groups`);

/** "Gross income gross_income in 5 quantile groups, and Region region". */
export const groupingTold = (by: string, labels: ReportFacts['labels']): Html =>
  joined(
    fieldsOf(by, labels).map(({ name, quantiles }) => html`${labelled(name, labels.get(name))}${quantilesTold(quantiles)}`),
    ', and ',
  );

/** The same for the head of a column: "Gross income, Region". */
export const groupingTitle = (by: string, labels: ReportFacts['labels']): string =>
  fieldsOf(by, labels)
    .map(({ name }) => labels.get(name) ?? name)
    .join(', ');

/** "Gained (EUR)"; without a unit the name alone. */
export const inUnit = (name: string, unit: string): string => (unit === '' ? name : `${name} (${unit})`);

/** " EUR"; nothing where there is no unit. */
export const unitAfter = (unit: string): string => (unit === '' ? '' : ` ${unit}`);

export const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Whether a case can have come to nothing at all. */
export const undeterminedCases = ({ totals }: ImpactResult): readonly number[] =>
  [totals.baseline, ...totals.reforms.map(({ outcomes }) => outcomes)].map((outcomes) => outcomes[UNDETERMINED] ?? 0);
