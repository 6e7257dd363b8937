/** What a bar of a timeline, and a whole row, say in words: for tooltips and for who does not see the drawing. */
import { formatDuration } from '../../../components/format/duration.ts';
import { momentsIn } from '../../../components/format/moments-in.ts';
import { t } from '../../../copy/t.ts';
import { type Bar, type TimelineRow, timesOf } from './timeline-rows.ts';

export const barText = ({ kind, fromMs, toMs, attempt }: Bar): string => {
  const time = formatDuration(toMs - fromMs);
  if (attempt === undefined) return t(`timeline.bar.${kind}`, { time });
  return t('timeline.bar.attempt', { number: attempt.number, status: t(`status.${attempt.status}`), time });
};

/** "Completed. Worked on for 2.4 s, waited 300 ms." */
export const rowText = (row: Extract<TimelineRow, { readonly type: 'step' }>): string => {
  const { runningMs, waitingMs } = timesOf(row.bars);
  const { status, attempts, items, why } = row.step;
  return [
    `${t(`status.${status}`)}.`,
    ...(runningMs > 0 || attempts.length > 0 ? [t('timeline.ran', { time: formatDuration(runningMs) })] : []),
    ...(waitingMs > 0 ? [t('timeline.waited', { time: formatDuration(waitingMs) })] : []),
    ...(items === undefined
      ? []
      : [t('timeline.items', { done: items.succeeded + items.failed, total: items.total, failed: items.failed })]),
    ...(why === undefined ? [] : [momentsIn(why)]),
  ].join(' ');
};
