/** How measured times are spread: a bar per stretch of time. The same figures stand in a list for who does not see the drawing. */
import { VisuallyHidden } from '@mantine/core';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts';
import type { Histogram } from '../../../../engine/model/index.ts';
import { compactNumber } from '../../../components/format/compact-number.ts';
import { formatDuration } from '../../../components/format/duration.ts';
import { wholeNumber } from '../../../components/format/whole-number.ts';
import { t } from '../../../copy/t.ts';
import classes from '../../impact/bars.module.css';
import { histogramBars } from './histogram-bars.ts';

const HEIGHT_PX = 200;

export const HistogramChart = ({ title, histogram }: { readonly title: string; readonly histogram: Histogram }) => {
  const bars = histogramBars(histogram);
  const tick = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };
  const content = ({ active, label }: TooltipContentProps) => {
    const bar = active ? bars.find((candidate) => candidate.label === label) : undefined;
    if (bar === undefined) return null;
    return (
      <div className={classes.tooltip}>
        <strong>{bar.label}</strong>
        <div>{wholeNumber(bar.count)}</div>
      </div>
    );
  };
  const summary =
    histogram.count === 0
      ? t('figures.unmeasured')
      : t('figures.measured', { count: histogram.count, mean: formatDuration(histogram.sum / histogram.count) });
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>{title}</strong>
        <span className={classes.summary}>{summary}</span>
      </figcaption>
      <VisuallyHidden>
        <ul>
          {bars.map(({ label, count }) => (
            <li key={label}>{`${label}: ${wholeNumber(count)}`}</li>
          ))}
        </ul>
      </VisuallyHidden>
      {bars.length > 0 && (
        <div aria-hidden="true" style={{ height: HEIGHT_PX }}>
          <ResponsiveContainer width="100%" height="100%">
            <BarChart data={[...bars]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false} barCategoryGap="12%">
              <CartesianGrid vertical={false} stroke="var(--app-border)" />
              <XAxis dataKey="label" interval={0} tick={{ ...tick, fontSize: 11 }} stroke="var(--app-border-strong)" />
              <YAxis width={48} tickFormatter={compactNumber} tick={tick} stroke="var(--app-border-strong)" allowDecimals={false} />
              <Tooltip content={content} cursor={{ fill: 'var(--app-hover)' }} isAnimationActive={false} />
              <Bar dataKey="count" fill="var(--app-reform)" isAnimationActive={false} radius={[2, 2, 0, 0]} maxBarSize={64} />
            </BarChart>
          </ResponsiveContainer>
        </div>
      )}
    </figure>
  );
};
