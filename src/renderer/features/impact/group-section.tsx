/** The figures by group: bars of the largest groups and a table of all. */
import { Group, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import type { ImpactGroup, ImpactResult, ReformFigures } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatAmount } from '../../components/format/amount.ts';
import { barLength, compareAmounts } from '../../components/format/exact-ratio.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { counted, t } from '../../copy/t.ts';
import { Bars } from './bars.tsx';

/** Groups drawn and groups listed; a field with more values than that says little by group. */
const BARS_MAX = 12;
const ROWS_MAX = 300;

type Row = { readonly group: string; readonly units: number; readonly figures: ReformFigures };
type Drawing = keyof typeof DRAWINGS;

const groupName = (value: string): string => (value === '' ? t('groups.missing') : value);

const rowsOf = (groups: readonly ImpactGroup[], by: string, reform: number): readonly Row[] =>
  groups.flatMap((group) => {
    const figures = group.figures[reform];
    return group.by === by && figures !== undefined ? [{ group: groupName(group.value), units: group.units, figures }] : [];
  });

const countColumn = (id: 'gainers' | 'losers' | 'unchanged' | 'undetermined'): Column<Row> => ({
  id,
  title: t(`figures.${id}`),
  align: 'end',
  cell: ({ figures }) => wholeNumber(figures[id]),
  compare: (first, second) => first.figures[id] - second.figures[id],
});

const amountColumn = (id: 'gained' | 'lost' | 'baselineCost' | 'reformCost' | 'costChange'): Column<Row> => ({
  id,
  title: t(`groups.${id}`),
  align: 'end',
  cell: ({ figures }) => <Amount exact={figures[id]} signed={id === 'costChange'} />,
  compare: (first, second) => compareAmounts(first.figures[id], second.figures[id]),
});

const columnsOf = (by: string, paid: boolean): readonly Column<Row>[] => [
  {
    id: 'group',
    title: by,
    cell: ({ group }) => <span title={group}>{group}</span>,
    wide: true,
    compare: (first, second) => first.group.localeCompare(second.group, undefined, { numeric: true }),
  },
  {
    id: 'units',
    title: t('populations.units'),
    align: 'end',
    cell: ({ units }) => wholeNumber(units),
    compare: (first, second) => first.units - second.units,
  },
  // Money first: in a narrow window the counts are what has to be scrolled to.
  ...(paid ? [amountColumn('baselineCost'), amountColumn('reformCost'), amountColumn('costChange')] : []),
  countColumn('gainers'),
  countColumn('losers'),
  countColumn('unchanged'),
  countColumn('undetermined'),
];

const bar = (exact: string) => ({ length: barLength(exact), text: formatAmount(exact) });

const DRAWINGS = {
  cost: [
    { of: 'baselineCost', title: t('groups.baselineCost'), colour: 'var(--app-baseline)' },
    { of: 'reformCost', title: t('groups.reformCost'), colour: 'var(--app-reform)' },
  ],
  change: [
    { of: 'gained', title: t('groups.gained'), colour: 'var(--app-gain)' },
    { of: 'lost', title: t('groups.lost'), colour: 'var(--app-loss)' },
  ],
} as const;

const GroupBars = ({ rows, drawing }: { readonly rows: readonly Row[]; readonly drawing: Drawing }) => {
  const largest = [...rows].sort((one, other) => other.units - one.units).slice(0, BARS_MAX);
  const [first, second] = DRAWINGS[drawing];
  const pairs = largest.map(({ group, figures }) => ({ label: group, first: bar(figures[first.of]), second: bar(figures[second.of]) }));
  const summary = rows.length > BARS_MAX ? t('groups.summaryLargest', { count: BARS_MAX }) : t('groups.summary');
  return <Bars summary={summary} pairs={pairs} first={first} second={second} />;
};

export const GroupSection = ({ result, reform }: { readonly result: ImpactResult; readonly reform: number }) => {
  const fields = [...new Set(result.groups.map(({ by }) => by))];
  const [chosen, setChosen] = useState(fields[0]);
  const [drawing, setDrawing] = useState<Drawing>('cost');
  if (chosen === undefined) return <Empty title={t('groups.none')} next={t('groups.noneNext')} />;

  const rows = rowsOf(result.groups, chosen, reform);
  const paid = result.amount !== '';
  return (
    <>
      <Group align="flex-end" mb="md">
        <Select w={260} label={t('groups.by')} data={fields} value={chosen} onChange={(value) => setChosen(value ?? fields[0])} />
        {paid && (
          <SegmentedControl
            aria-label={t('groups.drawing')}
            data={[
              { value: 'cost', label: t('groups.drawing.cost') },
              { value: 'change', label: t('groups.drawing.change') },
            ]}
            value={drawing}
            onChange={(value) => setDrawing(value === 'change' ? 'change' : 'cost')}
          />
        )}
      </Group>
      {paid && <GroupBars rows={rows} drawing={drawing} />}
      <DataTable
        caption={t('groups.table', { by: chosen })}
        columns={columnsOf(chosen, paid)}
        rows={rows.slice(0, ROWS_MAX)}
        rowKey={({ group }) => group}
      />
      {rows.length > ROWS_MAX && <p>{counted('groups.more', rows.length - ROWS_MAX)}</p>}
    </>
  );
};
