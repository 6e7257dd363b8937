/** Figures of runs as lines for a person. */
import { counted } from '../../../engine/model/counted.ts';
import type { Histogram, RunStats, Spread } from '../../../engine/model/index.ts';
import { countText } from '../../../engine/report/amount-text.ts';
import { durationText } from '../duration-text.ts';
import { textTable } from '../text-table.ts';

const spreadText = ({ count, p50, p99, max }: Spread): string =>
  count === 0 ? '' : `${durationText(p50)} / ${durationText(p99)} / ${durationText(max)}`;

/** The bound that half of all, or 99 of a hundred, do not exceed. */
const boundAt = ({ bounds, counts, count }: Histogram, share: number): string => {
  let seen = 0;
  for (const [place, many] of counts.entries()) {
    seen += many;
    if (seen < count * share) continue;
    const bound = bounds[place];
    return bound === undefined ? `more than ${bounds.at(-1) ?? 0} ms` : `at most ${bound} ms`;
  }
  return '';
};

const right = (title: string) => ({ title, align: 'right' }) as const;

export const describeStats = (stats: RunStats): readonly string[] => {
  const { byStatus, process, faults } = stats;
  const statuses = Object.entries(byStatus).filter(([, many]) => many > 0);
  const kinds = Object.entries(faults).map(([kind, many]) => `${many} ${kind}`);
  return [
    `The newest ${counted(stats.runs, 'run')} of ${countText(stats.total)}: ${statuses.map(([status, many]) => `${countText(many)} ${status}`).join(', ') || 'none'}`,
    `${counted(stats.steps, 'step')}, ${counted(stats.attempts, 'attempt')}, ${counted(stats.retries, 'retry', 'retries')}${kinds.length === 0 ? '' : `; faults: ${kinds.join(', ')}`}`,
    ...(stats.runMs.count === 0 ? [] : [`runs took ${spreadText(stats.runMs)} (half of them at most / 99 of 100 / the longest)`]),
    '',
    ...textTable(
      [{ title: 'task' }, right('attempts'), right('retries'), right('faults'), right('cut off'), right('queued'), right('took')],
      stats.tasks.map((task) => [
        task.task,
        countText(task.attempts),
        countText(task.retries),
        countText(task.faults),
        countText(task.interruptions),
        spreadText(task.queueMs),
        spreadText(task.runMs),
      ]),
    ),
    ...(process.commits === 0
      ? []
      : [
          '',
          `This process: ${counted(process.moves, 'move')} in ${counted(process.commits, 'commit')}; half of them took ${boundAt(process.commitMs, 0.5)}, 99 of 100 ${boundAt(process.commitMs, 0.99)}`,
        ]),
  ];
};
