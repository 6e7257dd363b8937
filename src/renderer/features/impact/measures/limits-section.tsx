/** Cases near limits, cases left to a person, and what part of a raise is lost: before and after. */
import type { ReactNode } from 'react';
import type { Count, ImpactResult, MarginalRateFigures } from '../../../../engine/model/index.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { formatExactShare } from '../../../components/format/amount.ts';
import { exactText } from '../../../components/format/exact-text.ts';
import { wholeNumber } from '../../../components/format/whole-number.ts';
import { Section } from '../../../components/section.tsx';
import { t } from '../../../copy/t.ts';
import { Bars } from '../bars.tsx';
import { bandText } from './band-text.ts';
import { CountText } from './count-text.tsx';
import { DefinitionNote } from './definition-note.tsx';

type Row = {
  readonly title: string;
  readonly before: Count;
  readonly after: Count;
  readonly text?: readonly [before: string, after: string];
};

const NONE: Count = { units: 0 };

const columnsOf = (title: string): readonly Column<Row>[] => [
  { id: 'what', title, wrap: true, cell: (row) => row.title },
  { id: 'before', title: t('side.baseline'), align: 'end', cell: ({ before, text }) => text?.[0] ?? <CountText {...before} /> },
  { id: 'after', title: t('side.reform'), align: 'end', cell: ({ after, text }) => text?.[1] ?? <CountText {...after} /> },
];

const bar = ({ units }: Count) => ({ length: units, text: wholeNumber(units) });

type ComparisonProps = {
  readonly title: string;
  readonly description: ReactNode;
  readonly head: string;
  /** Drawn and listed; `further` are listed only. */
  readonly rows: readonly Row[];
  readonly further?: readonly Row[];
};

const Comparison = ({ title, description, head, rows, further = [] }: ComparisonProps) => (
  <Section title={title} description={description}>
    <Bars
      summary={t('groups.summary')}
      pairs={rows.map((row) => ({ label: row.title, first: bar(row.before), second: bar(row.after) }))}
      first={{ title: t('side.baseline'), colour: 'var(--app-baseline)' }}
      second={{ title: t('side.reform'), colour: 'var(--app-reform)' }}
      wideLabels
    />
    <DataTable caption={title} columns={columnsOf(head)} rows={[...rows, ...further]} rowKey={(row) => row.title} />
  </Section>
);

const thresholdRows = (
  { nearThreshold }: ImpactResult['measures'],
  reform: number,
): { readonly near: readonly Row[]; readonly missing: readonly Row[] } => {
  const rows = nearThreshold.map(({ value, limit, share, sides }) => {
    const words = { value, limit: exactText(limit), share: formatExactShare(share) };
    const [before, after] = [sides[0], sides[reform + 1]];
    return {
      near: [
        { title: t('limits.below', words), before: before?.below ?? NONE, after: after?.below ?? NONE },
        { title: t('limits.above', words), before: before?.above ?? NONE, after: after?.above ?? NONE },
      ],
      missing: { title: t('limits.missing', words), before: { units: before?.missing ?? 0 }, after: { units: after?.missing ?? 0 } },
    };
  });
  return { near: rows.flatMap(({ near }) => near), missing: rows.map(({ missing }) => missing) };
};

const rateRows = ({ sides }: MarginalRateFigures, reform: number): { readonly bands: readonly Row[]; readonly further: readonly Row[] } => {
  const [before, after] = [sides[0], sides[reform + 1]];
  const rate = (mean: string | null | undefined): string =>
    mean === null || mean === undefined ? t('distribution.undefined') : formatExactShare(mean);
  return {
    bands: (before?.bands ?? []).map((band, index) => ({
      title: bandText(band, (limit) => formatExactShare(limit)),
      before: band,
      after: after?.bands[index] ?? NONE,
    })),
    further: [
      { title: t('rates.zero'), before: before?.zero ?? NONE, after: after?.zero ?? NONE },
      { title: t('rates.mean'), before: NONE, after: NONE, text: [rate(before?.mean), rate(after?.mean)] },
      { title: t('rates.measured'), before: before?.measured ?? NONE, after: after?.measured ?? NONE },
      { title: t('rates.missing'), before: { units: before?.missing ?? 0 }, after: { units: after?.missing ?? 0 } },
    ],
  };
};

export const LimitsSection = ({ result, reform }: { readonly result: ImpactResult; readonly reform: number }) => {
  const { measures } = result;
  const { nearThreshold, needsReview, marginalRate, definitions } = measures;
  const { near, missing } = thresholdRows(measures, reform);
  const rates = marginalRate === undefined ? undefined : rateRows(marginalRate, reform);
  return (
    <>
      {near.length > 0 && (
        <Comparison
          title={t('limits.title')}
          description={
            <>
              {t('limits.text')} <DefinitionNote definitions={definitions} id={nearThreshold[0]?.definition ?? ''} />
            </>
          }
          head={t('limits.cases')}
          rows={near}
          further={missing}
        />
      )}
      {needsReview !== undefined && (
        <Section title={t('limits.review')} description={<DefinitionNote definitions={definitions} id="needs-review" />}>
          <DataTable
            caption={t('limits.review')}
            columns={columnsOf(t('limits.cases'))}
            rows={[{ title: t('limits.review'), before: needsReview[0] ?? NONE, after: needsReview[reform + 1] ?? NONE }]}
            rowKey={(row) => row.title}
          />
        </Section>
      )}
      {marginalRate !== undefined && rates !== undefined && (
        <Comparison
          title={t('rates.title')}
          description={
            <>
              {t('rates.text', { income: marginalRate.income, step: exactText(marginalRate.step) })}{' '}
              <DefinitionNote definitions={definitions} id={marginalRate.definition} />
            </>
          }
          head={t('rates.band')}
          rows={rates.bands}
          further={rates.further}
        />
      )}
    </>
  );
};
