/** The figures by group: bars of the largest groups and a table of all. */
import { Group, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import type { ImpactGroup, ImpactResult, ReformFigures } from '../../../engine/model/index.ts';
import { Amount } from '../../components/amount.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatAmount } from '../../components/format/amount.ts';
import { barLength, compareAmounts } from '../../components/format/exact-ratio.ts';
import { exactText } from '../../components/format/exact-text.ts';
import { counted, t } from '../../copy/t.ts';
import { Bars } from './bars.tsx';
import { CountingSwitch } from './counting-switch.tsx';
import { groupingText } from './grouping-text.ts';

/** Groups drawn and groups listed; a field with more values than that says little by group. */
const BARS_MAX = 20;
const ROWS_MAX = 300;
const TABLE_HEIGHT_PX = 560;

/** Counts and sums of one group as texts; plain or weighted, they are written alike. */
type GroupFigures = { readonly [name in (typeof COUNTS)[number] | (typeof AMOUNTS)[number] | 'units']: string };
type Row = {
  readonly group: string;
  readonly label: string;
  readonly isQuantile: boolean;
  readonly units: number;
  readonly figures: GroupFigures;
};
type Drawing = keyof typeof DRAWINGS;

const COUNTS = ['gainers', 'losers', 'unchanged', 'undetermined'] as const;
const AMOUNTS = ['baselineCost', 'reformCost', 'costChange', 'gained', 'lost'] as const;

/** "3 (above 200.00 to 310.50)" for a quantile group, a value for any other. */
const groupLabel = ({ value, above, upTo }: ImpactGroup): string => {
  if (value === '') return t('groups.missing');
  if (upTo === undefined) return exactText(value);
  const to = exactText(upTo);
  return above === undefined
    ? t('groups.quantileFirst', { number: value, to })
    : t('groups.quantile', { number: value, above: exactText(above), to });
};

const plainFigures = ({ units }: ImpactGroup, figures: ReformFigures): GroupFigures => ({
  ...figures,
  units: String(units),
  gainers: String(figures.gainers),
  losers: String(figures.losers),
  unchanged: String(figures.unchanged),
  undetermined: String(figures.undetermined),
});

const rowsOf = (groups: readonly ImpactGroup[], by: string, reform: number, weighted: boolean): readonly Row[] =>
  groups.flatMap((group) => {
    const figures = group.figures[reform];
    if (group.by !== by || figures === undefined) return [];
    const shown = weighted && figures.weighted !== undefined ? figures.weighted : plainFigures(group, figures);
    return [{ group: group.value, label: groupLabel(group), isQuantile: group.upTo !== undefined, units: group.units, figures: shown }];
  });

const countColumn = (id: (typeof COUNTS)[number] | 'units'): Column<Row> => ({
  id,
  title: id === 'units' ? t('populations.units') : t(`figures.${id}`),
  align: 'end',
  cell: ({ figures }) => exactText(figures[id]),
  compare: (first, second) => compareAmounts(first.figures[id], second.figures[id]),
});

const amountColumn = (id: (typeof AMOUNTS)[number]): Column<Row> => ({
  id,
  title: t(`groups.${id}`),
  align: 'end',
  cell: ({ figures }) => <Amount exact={figures[id]} signed={id === 'costChange'} />,
  compare: (first, second) => compareAmounts(first.figures[id], second.figures[id]),
});

const columnsOf = (by: string, paid: boolean): readonly Column<Row>[] => [
  {
    id: 'group',
    title: groupingText(by),
    cell: ({ label }) => <span title={label}>{label}</span>,
    wide: true,
    compare: (first, second) => first.group.localeCompare(second.group, undefined, { numeric: true }),
  },
  countColumn('units'),
  // Money first: in a narrow window the counts are what has to be scrolled to.
  ...(paid ? (['baselineCost', 'reformCost', 'costChange'] as const).map(amountColumn) : []),
  ...COUNTS.map(countColumn),
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
  // Quantile groups are all of one size, and say something in their order only.
  const isOrdered = rows.some(({ isQuantile }) => isQuantile);
  const largest = (isOrdered ? rows : [...rows].sort((one, other) => other.units - one.units)).slice(0, BARS_MAX);
  const [first, second] = DRAWINGS[drawing];
  const pairs = largest.map(({ label, figures }) => ({ label, first: bar(figures[first.of]), second: bar(figures[second.of]) }));
  const summary =
    rows.length > BARS_MAX ? t(isOrdered ? 'groups.summaryFirst' : 'groups.summaryLargest', { count: BARS_MAX }) : t('groups.summary');
  return <Bars summary={summary} pairs={pairs} first={first} second={second} wideLabels={isOrdered} />;
};

export const GroupSection = ({ result, reform }: { readonly result: ImpactResult; readonly reform: number }) => {
  const fields = [...new Set(result.groups.map(({ by }) => by))];
  const [chosen, setChosen] = useState(fields[0]);
  const [drawing, setDrawing] = useState<Drawing>('cost');
  const [weighted, setWeighted] = useState(false);
  if (chosen === undefined) return <Empty title={t('groups.none')} next={t('groups.noneNext')} />;

  const { weight } = result.measures;
  const rows = rowsOf(result.groups, chosen, reform, weighted && weight !== undefined);
  const paid = result.amount !== '';
  return (
    <>
      <Group align="flex-end" mb="md">
        <Select
          w={260}
          label={t('groups.by')}
          data={fields.map((by) => ({ value: by, label: groupingText(by) }))}
          value={chosen}
          onChange={(value) => setChosen(value ?? fields[0])}
        />
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
        {weight !== undefined && <CountingSwitch weight={weight} weighted={weighted} onChange={setWeighted} />}
      </Group>
      {paid && <GroupBars rows={rows} drawing={drawing} />}
      <DataTable
        caption={t('groups.table', { by: groupingText(chosen) })}
        columns={columnsOf(chosen, paid)}
        rows={rows.slice(0, ROWS_MAX)}
        rowKey={({ group }) => group}
        maxHeight={TABLE_HEIGHT_PX}
      />
      {rows.length > ROWS_MAX && <p>{counted('groups.more', rows.length - ROWS_MAX)}</p>}
    </>
  );
};
