/** Attempts, retries and times by task function. */
import type { Spread, TaskStats } from '../../../../engine/model/index.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { formatDuration } from '../../../components/format/duration.ts';
import { wholeNumber } from '../../../components/format/whole-number.ts';
import { t } from '../../../copy/t.ts';

type CountField = 'attempts' | 'retries' | 'faults' | 'interruptions';

const countColumn = (id: CountField): Column<TaskStats> => ({
  id,
  title: t(`figures.${id}`),
  align: 'end',
  compare: (first, second) => first[id] - second[id],
  cell: (task) => wholeNumber(task[id]),
});

const spreadText = ({ count, p50, p90, max }: Spread): string => (count === 0 ? '–' : [p50, p90, max].map(formatDuration).join(' · '));

const timeColumn = (id: 'queueMs' | 'runMs'): Column<TaskStats> => ({
  id,
  title: t(`figures.spread.${id}`),
  align: 'end',
  compare: (first, second) => first[id].p90 - second[id].p90,
  cell: (task) => spreadText(task[id]),
});

const COLUMNS: readonly Column<TaskStats>[] = [
  { id: 'task', title: t('letters.task'), cell: ({ task }) => <code className="mono">{task}</code> },
  countColumn('attempts'),
  countColumn('retries'),
  countColumn('faults'),
  countColumn('interruptions'),
  timeColumn('queueMs'),
  timeColumn('runMs'),
];

export const TaskTable = ({ tasks }: { readonly tasks: readonly TaskStats[] }) => (
  <DataTable caption={t('figures.tasks')} columns={COLUMNS} rows={tasks} rowKey={({ task }) => task} empty={t('figures.none')} />
);
