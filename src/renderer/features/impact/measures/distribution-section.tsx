/** Inequality and poverty before and after: coefficients, poverty lines, and the quantile groups of the resource. */
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DistributionFigures, ImpactResult, PovertyFigures, PovertyLineRequest, QuantileRow } from '../../../../engine/model/index.ts';
import { Amount } from '../../../components/amount.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { formatAmount, formatExactShare } from '../../../components/format/amount.ts';
import { barLength, differenceOf } from '../../../components/format/exact-ratio.ts';
import { exactText } from '../../../components/format/exact-text.ts';
import { Section } from '../../../components/section.tsx';
import { t } from '../../../copy/t.ts';
import { Bars } from '../bars.tsx';
import { DefinitionNote } from './definition-note.tsx';

/** More bars than that are no drawing any more; the table has them all. */
const BARS_MAX = 20;
const TABLE_HEIGHT_PX = 480;

type Kind = 'amount' | 'rate' | 'share';
type Values = { readonly before: string | null; readonly after: string | null };
type Row = Values & { readonly key: string; readonly title: string; readonly definition?: string; readonly kind: Kind };

const lineText = (line: PovertyLineRequest): string => {
  if ('amount' in line) return formatAmount(line.amount);
  return t(`distribution.line.${line.of}`, { share: formatExactShare(line.share) });
};

const valueText = (kind: Kind, value: string | null): ReactNode => {
  if (value === null)
    return (
      <Text span c="dimmed">
        {t('distribution.undefined')}
      </Text>
    );
  if (kind === 'amount') return <Amount exact={value} />;
  return kind === 'share' ? formatExactShare(value) : exactText(value);
};

const changeText = ({ kind, before, after }: Row): ReactNode => {
  if (before === null || after === null) return '–';
  const change = differenceOf(after, before);
  if (kind === 'amount') return <Amount exact={change} signed />;
  return kind === 'share'
    ? t('distribution.points', { points: formatAmount(differenceOf(after, before, 100n), { signed: true }) })
    : signed(change);
};

const signed = (change: string): string => `${change.startsWith('-') || change === '0' ? '' : '+'}${exactText(change)}`;

type Reading = (side: DistributionFigures) => string | null;

const mainRows = (before: DistributionFigures, after: DistributionFigures): readonly Row[] => {
  const row = (key: string, kind: Kind, read: Reading, definition: string): Row => ({
    key,
    kind,
    title: t(`distribution.${key as 'mean'}`),
    definition,
    before: read(before),
    after: read(after),
  });
  return [
    row('mean', 'amount', ({ mean }) => mean, 'resource'),
    row('median', 'amount', ({ median }) => median, 'quantiles'),
    row('gini', 'rate', ({ gini }) => gini, 'gini'),
    row('s80s20', 'rate', ({ s80s20 }) => s80s20, 's80s20'),
    row('p90p10', 'rate', ({ p90p10 }) => p90p10, 'p90p10'),
    row('measured', 'rate', ({ measured }) => measured.weight, 'resource'),
    row('missing', 'rate', ({ missing }) => String(missing), 'resource'),
  ];
};

const povertyRows = (before: readonly PovertyFigures[], after: readonly PovertyFigures[]): readonly Row[] =>
  before.flatMap((own, index) => {
    const other = after[index];
    const row = (key: string, kind: Kind, title: string, read: (side: PovertyFigures) => string | null, definition?: string): Row => ({
      key: `${index} ${key}`,
      kind,
      title,
      ...(definition === undefined ? {} : { definition }),
      before: read(own),
      after: other === undefined ? null : read(other),
    });
    return [
      row('line', 'amount', t('distribution.line', { line: lineText(own.line) }), ({ amount }) => amount),
      row('headCount', 'share', t('distribution.headCount'), ({ headCount }) => headCount, 'headCount'),
      row('gap', 'share', t('distribution.gap'), ({ gap }) => gap, 'gap'),
      row('below', 'rate', t('distribution.below'), ({ belowWeight }) => belowWeight, 'headCount'),
    ];
  });

type QuantilePair = { readonly before: QuantileRow; readonly after: QuantileRow | undefined };

const QUANTILE_COLUMNS: readonly Column<QuantilePair>[] = [
  { id: 'quantile', title: t('distribution.quantile'), align: 'end', cell: ({ before }) => before.quantile },
  ...(['before', 'after'] as const).flatMap((side): readonly Column<QuantilePair>[] => [
    {
      id: `${side} upTo`,
      title: t(`distribution.upTo.${side}`),
      align: 'end',
      cell: (pair) => <Amount exact={pair[side]?.upTo ?? null} />,
    },
    {
      id: `${side} mean`,
      title: t(`distribution.mean.${side}`),
      align: 'end',
      cell: (pair) => <Amount exact={pair[side]?.mean ?? null} />,
    },
    {
      id: `${side} share`,
      title: t(`distribution.share.${side}`),
      align: 'end',
      cell: (pair) => valueText('share', pair[side]?.share ?? null),
    },
  ]),
];

const bar = (exact: string | undefined) => ({ length: barLength(exact ?? '0'), text: formatAmount(exact ?? '0') });

const Quantiles = ({
  pairs,
  definitions,
}: {
  readonly pairs: readonly QuantilePair[];
  readonly definitions: ImpactResult['measures']['definitions'];
}) => (
  <Section
    title={t('distribution.quantiles')}
    description={
      <>
        {t('distribution.quantilesText')} <DefinitionNote definitions={definitions} id="quantiles" />
      </>
    }
  >
    {pairs.length <= BARS_MAX && (
      <Bars
        summary={t('distribution.quantilesSummary')}
        pairs={pairs.map(({ before, after }) => ({
          label: String(before.quantile),
          first: bar(before.mean),
          second: bar(after?.mean),
        }))}
        first={{ title: t('side.baseline'), colour: 'var(--app-baseline)' }}
        second={{ title: t('side.reform'), colour: 'var(--app-reform)' }}
      />
    )}
    <DataTable
      caption={t('distribution.quantiles')}
      columns={QUANTILE_COLUMNS}
      rows={pairs}
      rowKey={({ before }) => String(before.quantile)}
      maxHeight={TABLE_HEIGHT_PX}
    />
  </Section>
);

const resourceText = ({ measures, amount }: ImpactResult): string => {
  const { of, plusAmount, scale, persons } = measures.inequality?.resource ?? { of: '', plusAmount: false };
  return [
    plusAmount ? t('distribution.ofPlus', { of, amount }) : t('distribution.of', { of }),
    ...(scale === undefined ? [] : [t('distribution.scale', { scale })]),
    ...(persons === undefined ? [] : [t('distribution.persons', { persons })]),
    ...(measures.weight === undefined ? [] : [t('distribution.weight', { weight: measures.weight })]),
  ].join(', ');
};

export const DistributionSection = ({ result, reform }: { readonly result: ImpactResult; readonly reform: number }) => {
  const { inequality, definitions } = result.measures;
  const [before, after] = [inequality?.sides[0], inequality?.sides[reform + 1]];
  if (before === undefined || after === undefined) return null;
  const columns: readonly Column<Row>[] = [
    {
      id: 'measure',
      title: t('distribution.measure'),
      cell: ({ title, definition }) => (
        <Group gap={4} wrap="nowrap">
          {title}
          {definition !== undefined && <DefinitionNote definitions={definitions} id={definition} />}
        </Group>
      ),
    },
    { id: 'before', title: t('side.baseline'), align: 'end', cell: (row) => valueText(row.kind, row.before) },
    { id: 'after', title: t('side.reform'), align: 'end', cell: (row) => valueText(row.kind, row.after) },
    { id: 'change', title: t('cases.change'), align: 'end', cell: changeText },
  ];
  return (
    <>
      <Section
        title={t('distribution.title')}
        description={`${resourceText(result)}. ${t('distribution.digits', { digits: result.measures.digits })}`}
      >
        <DataTable caption={t('distribution.title')} columns={columns} rows={mainRows(before, after)} rowKey={({ key }) => key} />
      </Section>
      {before.poverty.length > 0 && (
        <Section title={t('distribution.poverty')} description={t('distribution.povertyText')}>
          <DataTable
            caption={t('distribution.poverty')}
            columns={columns}
            rows={povertyRows(before.poverty, after.poverty)}
            rowKey={({ key }) => key}
          />
        </Section>
      )}
      <Quantiles pairs={before.quantiles.map((row, index) => ({ before: row, after: after.quantiles[index] }))} definitions={definitions} />
    </>
  );
};
