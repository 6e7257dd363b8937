/** Status of a run, a step or an attempt: a word with an icon of its own, so that no colour has to be told apart. */
import {
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHourglass,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { AttemptView, StepStatus } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import classes from './run-status-badge.module.css';

export type Status = StepStatus | AttemptView['status'];

const ICONS: { readonly [status in Status]: readonly [Icon: typeof IconBan, tone: string | undefined] } = {
  pending: [IconCircleDashed, classes.idle],
  running: [IconPlayerPlay, classes.active],
  waiting: [IconHourglass, classes.active],
  suspended: [IconPlayerPause, classes.held],
  cancelled: [IconBan, classes.idle],
  faulted: [IconCircleX, classes.failed],
  interrupted: [IconPlugConnectedX, classes.failed],
  completed: [IconCircleCheck, classes.done],
  skipped: [IconPlayerSkipForward, classes.idle],
};

/** The icon alone, for where the word stands elsewhere. */
export const StatusIcon = ({ status }: { readonly status: Status }) => {
  const [Icon, tone] = ICONS[status];
  return <Icon size={15} stroke={1.8} aria-hidden="true" className={`${classes.icon} ${tone}`} />;
};

export const RunStatusBadge = ({ status }: { readonly status: Status }) => (
  <span className={classes.badge}>
    <StatusIcon status={status} />
    {t(`status.${status}`)}
  </span>
);
