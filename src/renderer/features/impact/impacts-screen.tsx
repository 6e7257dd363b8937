/** The impact analyses of this workspace, newest first. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RunSummary } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { Page } from '../../components/page.tsx';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RunStatusBadge } from '../../components/run-status-badge.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useQuery } from '../../state/use-query.ts';

const IMPACT_TEMPLATE = 'impact-analysis';

const COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: 'title',
    title: t('impacts.column.title'),
    wrap: true,
    cell: ({ id, title }) => (
      <TextLink to={{ screen: 'impact', run: id }} wholeRow wrap>
        {title}
      </TextLink>
    ),
  },
  { id: 'status', title: t('runs.column.status'), cell: ({ status }) => <RunStatusBadge status={status} /> },
  { id: 'actor', title: t('runs.column.actor'), cell: ({ actor }) => actor },
  { id: 'created', title: t('runs.column.created'), cell: ({ createdAt }) => formatMoment(createdAt) },
];

export const ImpactsScreen = () => {
  const go = useNavigation((state) => state.go);
  const [after, setAfter] = useState(0);
  const runs = useQuery('run.list', { template: IMPACT_TEMPLATE, after, limit: PAGE_ROWS });
  return (
    <Page
      title={t('nav.impacts')}
      subtitle={t('impacts.subtitle')}
      actions={<Button onClick={() => go({ screen: 'impact-setup' })}>{t('impacts.new')}</Button>}
    >
      <QueryView query={runs}>
        {({ total, runs: impacts }) =>
          total === 0 ? (
            <Empty title={t('impacts.none')} next={t('impacts.noneNext')} />
          ) : (
            <>
              <DataTable caption={t('nav.impacts')} columns={COLUMNS} rows={impacts} rowKey={({ id }) => id} />
              <Pager of={t('nav.impacts')} after={after} total={total} onChange={setAfter} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
};
