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
import { sideText } from './side-text.ts';

const IMPACT_TEMPLATE = 'impact-analysis';
/** Runs looked through for impact analyses, and analyses listed; all runs are under Runs. */
const RUNS_MAX = 500;
const LISTED_MAX = 50;

/** What was compared, over whom; until that is known, the run's own title. */
const ImpactTitle = ({ run }: { readonly run: RunSummary }) => {
  const result = useQuery('impact.result', run.status === 'completed' ? { run: run.id } : undefined).value;
  const title =
    result === undefined
      ? run.title
      : t('impacts.compared', {
          baseline: sideText(result.baseline),
          reforms: result.reforms.map(sideText).join(', '),
          population: result.population.name,
        });
  return (
    <TextLink to={{ screen: 'impact', run: run.id }} title={title} wholeRow wrap>
      {title}
    </TextLink>
  );
};

const COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: 'title',
    title: t('impacts.column.title'),
    wrap: true,
    cell: (run) => <ImpactTitle run={run} />,
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
          const impacts = all.filter(({ template }) => template.id === IMPACT_TEMPLATE).slice(0, LISTED_MAX);
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
