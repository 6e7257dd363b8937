/** Every point of a sweep with its figures, below the policy as it is; the point of today's value is marked. */
import { Badge, Group } from '@mantine/core';
import type { SweepPoint, SweepResult } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { compareAmounts } from '../../components/format/exact-ratio.ts';
import { exactText } from '../../components/format/exact-text.ts';
import { t } from '../../copy/t.ts';
import { axisText, figuresAt, figuresToday, isMoney, isToday, MEASURES, type Measure, type PointFigures, todayOf } from './sweep-points.ts';

const TABLE_HEIGHT_PX = 520;

type Row = { readonly key: string; readonly at: readonly string[]; readonly isToday: boolean; readonly figures: PointFigures };

const rowOf =
  (result: SweepResult, weighted: boolean) =>
  (point: SweepPoint): Row => ({
    key: point.at.join(' '),
    at: point.at,
    isToday: isToday(result.axes, point),
    figures: figuresAt(point, weighted),
  });

const measureColumn = (measure: Measure): Column<Row> => ({
  id: measure,
  title: t(`sweep.measure.${measure}`),
  align: 'end',
  cell: ({ figures }) =>
    isMoney(measure) ? <Amount exact={figures[measure]} signed={measure === 'change'} /> : exactText(figures[measure]),
  compare: (first, second) => compareAmounts(first.figures[measure], second.figures[measure]),
});

export const SweepTable = ({ result, weighted }: { readonly result: SweepResult; readonly weighted: boolean }) => {
  const points = result.points.map(rowOf(result, weighted));
  const today = figuresToday(result, weighted);
  const marked = points.some((row) => row.isToday);
  const asItIs: readonly Row[] =
    marked || today === undefined
      ? []
      : [{ key: 'today', at: result.axes.map((axis) => todayOf(axis) ?? ''), isToday: true, figures: today }];
  const columns: readonly Column<Row>[] = [
    ...result.axes.map(
      (axis, index): Column<Row> => ({
        id: `axis ${index}`,
        title: axisText(axis),
        align: 'end',
        cell: (row) => (
          <Group gap={6} justify="flex-end" wrap="nowrap">
            {row.isToday && index === 0 && (
              <Badge variant="light" radius="sm" tt="none" fw={500} miw="max-content">
                {t('sweep.today')}
              </Badge>
            )}
            {exactText(row.at[index] ?? '')}
          </Group>
        ),
        compare: (first, second) => compareAmounts(first.at[index] ?? '', second.at[index] ?? ''),
      }),
    ),
    ...MEASURES.filter((measure) => result.amount !== '' || !isMoney(measure)).map(measureColumn),
  ];
  return (
    <DataTable
      caption={t('sweep.points')}
      columns={columns}
      rows={[...asItIs, ...points]}
      rowKey={({ key }) => key}
      maxHeight={TABLE_HEIGHT_PX}
    />
  );
};
