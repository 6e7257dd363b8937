/** The items of a map, page by page: those that failed first, where there are any. */
import { SegmentedControl, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ItemView, StepStatus, StepView } from '../../../../engine/model/index.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { momentsIn } from '../../../components/format/moments-in.ts';
import { wholeNumber } from '../../../components/format/whole-number.ts';
import { JsonDisclosure } from '../../../components/json-disclosure.tsx';
import { PAGE_ROWS, Pager } from '../../../components/pager.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RunStatusBadge } from '../../../components/run-status-badge.tsx';
import linkClasses from '../../../components/text-link.module.css';
import { t } from '../../../copy/t.ts';
import { useQuery } from '../../../state/use-query.ts';
import { AttemptList } from './attempt-list.tsx';
import classes from './step-detail.module.css';

type Props = { readonly run: string; readonly step: string; readonly items: NonNullable<StepView['items']> };

const FILTERS = ['faulted', 'completed', 'all'] as const satisfies readonly (StepStatus | 'all')[];
type Filter = (typeof FILTERS)[number];
const isFilter = (value: string): value is Filter => FILTERS.some((filter) => filter === value);

const ITEM_LETTERS = 120;
const shortText = (item: ItemView['item']): string => {
  const text = typeof item === 'string' ? item : JSON.stringify(item);
  return text.length > ITEM_LETTERS ? `${text.slice(0, ITEM_LETTERS - 1)}…` : text;
};

const columnsOf = (show: (item: ItemView) => void): readonly Column<ItemView>[] => [
  {
    id: 'index',
    title: t('items.index'),
    align: 'end',
    cell: (item) => (
      <button
        type="button"
        className={`${linkClasses.link} ${linkClasses.wholeRow}`}
        aria-label={t('items.show', { index: item.index })}
        onClick={() => show(item)}
      >
        {wholeNumber(item.index)}
      </button>
    ),
  },
  { id: 'status', title: t('runs.column.status'), cell: ({ status }) => <RunStatusBadge status={status} /> },
  { id: 'item', title: t('items.item'), wrap: true, cell: ({ item }) => <code className="mono">{shortText(item)}</code> },
  { id: 'failure', title: t('items.failure'), wrap: true, cell: ({ failure }) => failure?.message ?? '–' },
];

/** Whether an attempt below says it already. */
const isTold = ({ failure, steps }: ItemView): boolean =>
  steps.some(({ attempts }) => attempts.at(-1)?.failure?.message === failure?.message);

const Item = ({ item }: { readonly item: ItemView }) => (
  <Stack gap="sm">
    <RunStatusBadge status={item.status} />
    {item.failure !== undefined && !isTold(item) && <ErrorNotice error={item.failure} recorded />}
    <div className={classes.documents}>
      <JsonDisclosure label={t('items.item')} value={item.item} />
      {item.output !== undefined && <JsonDisclosure label={t('step.output')} value={item.output} />}
    </div>
    {item.steps.map((step) => (
      <section key={step.path} aria-label={step.title}>
        <div className={classes.line}>
          <strong>{step.title}</strong>
          <RunStatusBadge status={step.status} />
          {step.why !== undefined && <span className={classes.quiet}>{momentsIn(step.why)}</span>}
        </div>
        {step.attempts.length > 0 && <AttemptList attempts={step.attempts} />}
      </section>
    ))}
  </Stack>
);

export const ItemList = ({ run, step, items }: Props) => {
  const [filter, setFilter] = useState<Filter>(items.failed > 0 ? 'faulted' : 'all');
  const [after, setAfter] = useState(0);
  const [shown, setShown] = useState<ItemView>();
  const columns = useMemo(() => columnsOf(setShown), []);
  const page = useQuery('run.items', { run, step, after, limit: PAGE_ROWS, ...(filter === 'all' ? {} : { status: filter }) }, { run });
  const counts = { faulted: items.failed, completed: items.succeeded, all: items.total };
  return (
    <div>
      <h3 className={classes.subtitle}>{t('items.title')}</h3>
      <SegmentedControl
        mb="xs"
        aria-label={t('items.filter')}
        data={FILTERS.map((value) => ({ value, label: t(`items.filter.${value}`, { count: counts[value] }) }))}
        value={filter}
        onChange={(value) => {
          setFilter(isFilter(value) ? value : 'all');
          setAfter(0);
        }}
      />
      <QueryView query={page}>
        {({ total, items: rows }) => (
          <>
            <DataTable
              caption={t('items.title')}
              columns={columns}
              rows={rows}
              rowKey={({ index }) => String(index)}
              empty={t('items.none')}
              maxHeight={420}
            />
            <Pager of={t('items.title')} after={after} total={total} onChange={setAfter} />
          </>
        )}
      </QueryView>
      <Dialog
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={t('items.show', { index: shown?.index ?? 0 })}
        size="xl"
      >
        {shown !== undefined && <Item item={shown} />}
      </Dialog>
    </div>
  );
};
