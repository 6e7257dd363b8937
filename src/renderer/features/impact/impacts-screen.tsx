/** The impact analyses of this workspace, newest first. */
import { Button } from '@mantine/core';
import type { RunSummary } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RunStatusBadge } from '../../components/run-status-badge.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useQuery } from '../../state/use-query.ts';

const IMPACT_TEMPLATE = 'impact-analysis';
/** Runs looked through for impact analyses; all runs are under Runs. */
const RUNS_MAX = 200;

const COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: 'title',
    title: t('impacts.column.title'),
    wide: true,
    cell: ({ id, title }) => (
      <TextLink to={{ screen: 'impact', run: id }} title={title} wholeRow>
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
  const runs = useQuery('run.list', { limit: RUNS_MAX });
  return (
    <Page
      title={t('nav.impacts')}
      subtitle={t('impacts.subtitle')}
      actions={<Button onClick={() => go({ screen: 'impact-setup' })}>{t('impacts.new')}</Button>}
    >
      <QueryView query={runs}>
        {({ runs: all }) => {
          const impacts = all.filter(({ template }) => template.id === IMPACT_TEMPLATE);
          return impacts.length === 0 ? (
            <Empty title={t('impacts.none')} next={t('impacts.noneNext')} />
          ) : (
            <DataTable caption={t('nav.impacts')} columns={COLUMNS} rows={impacts} rowKey={({ id }) => id} />
          );
        }}
      </QueryView>
    </Page>
  );
};
