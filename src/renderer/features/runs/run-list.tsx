/** The runs, newest first, of one status or template where that is asked for, each with what it waits for. */
import { Group, Select } from '@mantine/core';
import type { DocumentInfo, RunStatus, RunSummary } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatDuration } from '../../components/format/duration.ts';
import { formatMoment } from '../../components/format/moment.ts';
import { momentsIn } from '../../components/format/moments-in.ts';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RunStatusBadge } from '../../components/run-status-badge.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import type { RunsView } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';

type View = Extract<RunsView, { readonly list: 'runs' }>;

const STATUSES = [
  'running',
  'waiting',
  'suspended',
  'faulted',
  'completed',
  'cancelled',
  'pending',
] as const satisfies readonly RunStatus[];
const ANY = '';

const waitsFor = ({ status, why }: RunSummary): string => {
  if (status === 'suspended') return t('runs.waits.resume');
  return why === undefined ? '–' : momentsIn(why);
};

const COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: 'title',
    title: t('runs.column.title'),
    wrap: true,
    cell: ({ id, title }) => (
      <TextLink to={{ screen: 'run', run: id }} wholeRow wrap>
        {title}
      </TextLink>
    ),
  },
  {
    id: 'template',
    title: t('runs.column.template'),
    secondary: true,
    cell: ({ template }) => <code className="mono">{`${template.id}@${template.version}`}</code>,
  },
  { id: 'status', title: t('runs.column.status'), cell: ({ status }) => <RunStatusBadge status={status} /> },
  { id: 'waits', title: t('runs.column.waits'), wrap: true, cell: waitsFor },
  { id: 'actor', title: t('runs.column.actor'), secondary: true, cell: ({ actor }) => actor },
  { id: 'created', title: t('runs.column.created'), cell: ({ createdAt }) => formatMoment(createdAt) },
  {
    id: 'duration',
    title: t('runs.column.duration'),
    align: 'end',
    cell: ({ createdAt, endedAt }) => (endedAt === undefined ? '–' : formatDuration(Date.parse(endedAt) - Date.parse(createdAt))),
  },
];

const templateChoices = (documents: readonly DocumentInfo[]): readonly { readonly value: string; readonly label: string }[] => [
  { value: ANY, label: t('runs.anyTemplate') },
  ...[...new Map(documents.map(({ id, title }) => [id, title]))].map(([value, label]) => ({ value, label })),
];

/** Without what is not asked for. */
const viewOf = (status: string | null, template: string | null): View => {
  const wanted = STATUSES.find((one) => one === status);
  return {
    list: 'runs',
    after: 0,
    ...(wanted !== undefined && { status: wanted }),
    ...(template !== null && template !== ANY && { template }),
  };
};

type Props = { readonly view: View; readonly onView: (view: View) => void };

export const RunList = ({ view, onView }: Props) => {
  const { status, template, after } = view;
  const runs = useQuery('run.list', {
    after,
    limit: PAGE_ROWS,
    ...(status !== undefined && { status }),
    ...(template !== undefined && { template }),
  });
  const templates = useQuery('document.list', { kind: 'workflow' });
  const isFiltered = status !== undefined || template !== undefined;
  return (
    <>
      <Group align="flex-end" mb="sm" gap="md">
        <Select
          w={190}
          label={t('runs.column.status')}
          data={[{ value: ANY, label: t('runs.anyStatus') }, ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))]}
          value={status ?? ANY}
          onChange={(value) => onView(viewOf(value, template ?? null))}
        />
        <Select
          w={320}
          searchable
          label={t('runs.column.template')}
          data={templateChoices(templates.value ?? [])}
          value={template ?? ANY}
          onChange={(value) => onView(viewOf(status ?? null, value))}
        />
      </Group>
      <QueryView query={runs}>
        {({ total, runs: rows }) =>
          total === 0 && !isFiltered ? (
            <Empty title={t('runs.none')} next={t('runs.noneNext')} />
          ) : (
            <>
              <DataTable caption={t('nav.runs')} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} empty={t('runs.noneSuch')} />
              <Pager of={t('nav.runs')} after={after} total={total} onChange={(to) => onView({ ...view, after: to })} />
            </>
          )
        }
      </QueryView>
    </>
  );
};
