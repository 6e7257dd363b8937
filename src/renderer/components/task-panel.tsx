/** What became of a task that a screen started: progress while it runs, why it failed, or what the screen makes of its answer. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { TaskEnd } from '../../engine/contract.ts';
import type { Failure } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import { useTask } from '../state/tasks.ts';
import { ErrorNotice } from './error-notice.tsx';
import classes from './task-panel.module.css';
import { TaskProgress } from './task-progress.tsx';

type Answer = Extract<TaskEnd, { readonly status: 'completed' }>['answer'];

type Props = {
  readonly task: string;
  readonly label: string;
  readonly children: (answer: Answer) => ReactNode;
  /** Shows a failure in another way than as a notice. */
  readonly failed?: (failure: Failure) => ReactNode;
};

/** The result is brought into view: who waited for it may have been reading elsewhere on the screen. */
const Ended = ({ children }: { readonly children: ReactNode }) => {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={panel} role="status" className={classes.ended}>
      {children}
    </div>
  );
};

export const TaskPanel = ({ task: id, label, children, failed }: Props) => {
  const task = useTask(id);
  // Who shows a task has named it before, so that one that is not there is no longer kept.
  if (task === undefined) return <p role="status">{t('task.forgotten')}</p>;
  const { end } = task;
  if (end === undefined) {
    return (
      <div className={classes.running}>
        <TaskProgress task={task} label={label} />
      </div>
    );
  }
  switch (end.status) {
    case 'completed':
      return <Ended>{children(end.answer)}</Ended>;
    case 'failed':
      return failed === undefined ? (
        <div className={classes.ended}>
          <ErrorNotice error={end.failure} />
        </div>
      ) : (
        failed(end.failure)
      );
    case 'cancelled':
      return <p role="status">{t('task.cancelled')}</p>;
  }
};
