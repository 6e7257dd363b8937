/** One impact analysis: its progress while it runs, then its result. */
import { Button } from '@mantine/core';
import type { RunView } from '../../../engine/model/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { ImpactView, Place } from '../../state/place.ts';
import { useTask } from '../../state/tasks.ts';
import { useQuery } from '../../state/use-query.ts';
import { ExportReport } from './export-report.tsx';
import { ImpactHeading } from './impact-heading.tsx';
import { ImpactResultView } from './impact-result-view.tsx';
import classes from './impact-screen.module.css';

const VIEW_AT_FIRST: ImpactView = { tab: 'overview', reform: 0, change: 'any', after: 0 };

const Unfinished = ({ run }: { readonly run: RunView }) => {
  const task = useTask(run.id) ?? { id: run.id };
  if (run.failure !== undefined) return <ErrorNotice error={run.failure} />;
  if (run.status === 'cancelled') return <p role="status">{t('impact.cancelled')}</p>;
  return (
    <div className={classes.progress}>
      <TaskProgress task={task} label={run.title} />
    </div>
  );
};

export const ImpactScreen = ({ run: id, view = VIEW_AT_FIRST }: Extract<Place, { readonly screen: 'impact' }>) => {
  const { go, replace } = useNavigation();
  const run = useQuery('run.show', { run: id });
  const completed = run.value?.status === 'completed';
  const result = useQuery('impact.result', completed ? { run: id } : undefined);

  const actions = (
    <>
      <Button variant="default" onClick={() => go({ screen: 'run', run: id })}>
        {t('impact.showRun')}
      </Button>
      {completed && <ExportReport run={id} />}
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
            <Unfinished run={shown} />
          )
        }
      </QueryView>
    </Page>
  );
};
