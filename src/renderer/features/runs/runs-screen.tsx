/** Every run of the workspace, newest first. */
import { useState } from 'react';
import type { RunSummary } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatDuration } from '../../components/format/duration.ts';
import { formatMoment } from '../../components/format/moment.ts';
import { Page } from '../../components/page.tsx';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RunStatusBadge } from '../../components/run-status-badge.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';

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
  { id: 'actor', title: t('runs.column.actor'), cell: ({ actor }) => actor },
  { id: 'created', title: t('runs.column.created'), cell: ({ createdAt }) => formatMoment(createdAt) },
  {
    id: 'duration',
    title: t('runs.column.duration'),
    secondary: true,
    align: 'end',
    cell: ({ createdAt, endedAt }) => (endedAt === undefined ? '–' : formatDuration(Date.parse(endedAt) - Date.parse(createdAt))),
  },
];

export const RunsScreen = () => {
  const [after, setAfter] = useState(0);
  const runs = useQuery('run.list', { after, limit: PAGE_ROWS });
  return (
    <Page title={t('nav.runs')} subtitle={t('runs.subtitle')}>
      <QueryView query={runs}>
        {({ total, runs: rows }) =>
          total === 0 ? (
            <Empty title={t('runs.none')} next={t('runs.noneNext')} />
          ) : (
            <>
              <DataTable caption={t('nav.runs')} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
              <Pager of={t('nav.runs')} after={after} total={total} onChange={setAfter} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
};
