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

const timeColumn = (id: 'queueMs' | 'runMs', part: Exclude<keyof Spread, 'count' | 'p99'>): Column<TaskStats> => ({
  id: `${id} ${part}`,
  title: t(`figures.${id}.${part}`),
  align: 'end',
  secondary: part === 'p50',
  compare: (first, second) => first[id][part] - second[id][part],
  cell: (task) => (task[id].count === 0 ? '–' : formatDuration(task[id][part])),
});

const COLUMNS: readonly Column<TaskStats>[] = [
  { id: 'task', title: t('letters.task'), cell: ({ task }) => <code className="mono">{task}</code> },
  countColumn('attempts'),
  countColumn('retries'),
  countColumn('faults'),
  countColumn('interruptions'),
  timeColumn('queueMs', 'p50'),
  timeColumn('queueMs', 'p90'),
  timeColumn('runMs', 'p50'),
  timeColumn('runMs', 'p90'),
  timeColumn('runMs', 'max'),
];

export const TaskTable = ({ tasks }: { readonly tasks: readonly TaskStats[] }) => (
  <DataTable caption={t('figures.tasks')} columns={COLUMNS} rows={tasks} rowKey={({ task }) => task} empty={t('figures.none')} />
);
