/** One impact analysis: its progress while it runs, then its result. */
import { Button } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { ImpactView, Place } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import { ExportEvidence } from '../evidence/export-evidence.tsx';
import { ImpactHeading } from './impact-heading.tsx';
import { ImpactResultView } from './impact-result-view.tsx';
import { UnfinishedRun } from './unfinished-run.tsx';

const VIEW_AT_FIRST: ImpactView = { tab: 'overview', reform: 0, change: 'any', after: 0 };

export const ImpactScreen = ({ run: id, view = VIEW_AT_FIRST }: Extract<Place, { readonly screen: 'impact' }>) => {
  const { go, replace } = useNavigation();
  const run = useQuery('run.show', { run: id }, { run: id });
  const completed = run.value?.status === 'completed';
  const result = useQuery('impact.result', completed ? { run: id } : undefined, { run: id });

  const actions = (
    <>
      <Button variant="default" onClick={() => go({ screen: 'run', run: id })}>
        {t('impact.showRun')}
      </Button>
      {completed && <ExportEvidence run={id} />}
      {completed && <Button onClick={() => go({ screen: 'report', run: id })}>{t('report.compose')}</Button>}
    </>
  );
  return (
    <Page
      title={t('impact.title')}
      subtitle={result.value === undefined ? (run.value?.title ?? '') : <ImpactHeading result={result.value} reform={view.reform} />}
      actions={actions}
      withBack
    >
      <QueryView query={run}>
        {(shown) =>
          shown.status === 'completed' ? (
            <QueryView query={result} rows={12}>
              {(found) => (
                <ImpactResultView result={found} view={view} onView={(changed) => replace({ screen: 'impact', run: id, view: changed })} />
              )}
            </QueryView>
          ) : (
            <UnfinishedRun run={shown} />
          )
        }
      </QueryView>
    </Page>
  );
};
