/** What the sides and figures of a report are called, in every section alike. */
import { UNDETERMINED } from '../model/impact-result.ts';
import type { ImpactResult, ImpactSide } from '../model/index.ts';
import { type Html, html, named } from './html.ts';
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
export const sideTold = ({ title, date }: ImpactSide): Html => html`${named(title)}, ${date}`;

/** The heading of what concerns one reform; nothing where there is only one, because the section says it. */
export const reformHeading = ({ result }: ReportFacts, index: number): Html => {
  const reform = result.reforms[index];
  if (result.reforms.length === 1 || reform === undefined) return html``;
  return html`<h3>${reformName(result, index)}: ${sideTold(reform)}</h3>`;
};

/** "Gained (EUR)"; without a unit the name alone. */
export const inUnit = (name: string, unit: string): string => (unit === '' ? name : `${name} (${unit})`);

/** " EUR"; nothing where there is no unit. */
export const unitAfter = (unit: string): string => (unit === '' ? '' : ` ${unit}`);

export const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Whether a case can have come to nothing at all. */
export const undeterminedCases = ({ totals }: ImpactResult): readonly number[] =>
  [totals.baseline, ...totals.reforms.map(({ outcomes }) => outcomes)].map((outcomes) => outcomes[UNDETERMINED] ?? 0);
