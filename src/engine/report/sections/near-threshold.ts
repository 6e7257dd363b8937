/** Cases near a limit, and those that the policy itself leaves to a person. */
import { type Html, html, labelled } from '../html.ts';
import { countCell, percentText } from '../measure-text.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type Cell, table } from '../table.ts';
import { sideNames } from '../words.ts';

const rowsOf = ({ result, labels }: ReportFacts): readonly (readonly Cell[])[] => {
  const { nearThreshold, needsReview } = result.measures;
  const told = (name: string): Html => labelled(name, labels.get(name));
  return [
    ...nearThreshold.flatMap(({ value, limit, share, sides }): readonly (readonly Cell[])[] => [
      [html`${told(value)} below ${told(limit)}, within ${percentText(share)}`, ...sides.map(({ below }) => countCell(below))],
      [html`${told(value)} at or above ${told(limit)}, within ${percentText(share)}`, ...sides.map(({ above }) => countCell(above))],
    ]),
    ...(needsReview === undefined ? [] : [['Left to a person (NEEDS_REVIEW)', ...needsReview.map(countCell)]]),
  ];
};

export const nearThresholdSection = (facts: ReportFacts): Html => {
  const rows = rowsOf(facts);
  return rows.length === 0
    ? html`<p>The run was not asked for cases near a limit, and the policy leaves none to a person.</p>`
    : html`<p>A small error in a fact, or a small change of the law, turns the decision of a case near a limit. How many cases lie near one:</p>
${table(['Cases', ...sideNames(facts.result)], rows)}`;
};
