/** Status of a run, a step or an attempt: a word with a mark. */
import type { AttemptView, StepStatus } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import classes from './run-status-badge.module.css';

type Status = StepStatus | AttemptView['status'];

const MARKS: { readonly [status in Status]: string | undefined } = {
  pending: classes.idle,
  running: classes.active,
  waiting: classes.active,
  suspended: classes.idle,
  cancelled: classes.idle,
  faulted: classes.failed,
  interrupted: classes.failed,
  completed: classes.done,
  skipped: classes.idle,
};

export const RunStatusBadge = ({ status }: { readonly status: Status }) => (
  <span className={classes.badge}>
    <span className={`${classes.mark} ${MARKS[status]}`} aria-hidden="true" />
    {t(`status.${status}`)}
  </span>
);
