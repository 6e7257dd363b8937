/** A run that has no result: how far it is, why it failed, or that it was cancelled. */
import type { RunView } from '../../../engine/model/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { t } from '../../copy/t.ts';
import { useTask } from '../../state/tasks.ts';
import classes from './unfinished-run.module.css';

export const UnfinishedRun = ({ run }: { readonly run: RunView }) => {
  const task = useTask(run.id) ?? { id: run.id };
  if (run.failure !== undefined) return <ErrorNotice error={run.failure} />;
  if (run.status === 'cancelled') return <p role="status">{t('impact.cancelled')}</p>;
  return (
    <div className={classes.progress}>
      <TaskProgress task={task} label={run.title} />
    </div>
  );
};
