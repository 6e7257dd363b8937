/** What the bars of a timeline stand for. */
import { t } from '../../../copy/t.ts';
import { BAR_ICONS } from './step-bars.tsx';
import classes from './timeline.module.css';

const WAITS = ['queue', 'retry', 'timer', 'signal', 'person', 'child'] as const;

export const TimelineLegend = () => (
  <ul className={classes.legend} aria-label={t('timeline.legend')}>
    {(['completed', 'faulted', 'running'] as const).map((status) => (
      <li key={status}>
        <span className={classes.sample} data-kind="running" data-status={status} aria-hidden="true" />
        {t(`timeline.legend.${status}`)}
      </li>
    ))}
    <li>{t('timeline.legend.waits')}</li>
    {WAITS.map((kind) => {
      const Icon = BAR_ICONS[kind];
      return (
        <li key={kind}>
          <span className={classes.sample} data-kind={kind} aria-hidden="true">
            <Icon size={12} stroke={2} />
          </span>
          {t(`timeline.legend.${kind}`)}
        </li>
      );
    })}
  </ul>
);
