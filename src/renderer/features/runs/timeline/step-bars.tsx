/** The bars of one row over the time of the run. Work is solid, waiting is hatched, and each kind of waiting has its own sign. */
import { IconBell, IconClock, IconReload, IconSitemap, IconStack2, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { barText } from './bar-text.ts';
import classes from './timeline.module.css';
import type { Bar, BarKind } from './timeline-rows.ts';

export const BAR_ICONS: { readonly [kind in Exclude<BarKind, 'running' | 'block'>]: typeof IconClock } = {
  queue: IconStack2,
  retry: IconReload,
  timer: IconClock,
  signal: IconBell,
  person: IconUser,
  child: IconSitemap,
};

const sign = (kind: BarKind): ReactNode => {
  if (kind === 'running' || kind === 'block') return null;
  const Icon = BAR_ICONS[kind];
  return <Icon size={12} stroke={2} />;
};

/** As narrow as a bar may be drawn: what took no time stays visible, also at the very end. */
const BAR_PX_MIN = 6;

/** What has no attempts and yet was worked on was over in the moment it began. */
const statusOf = ({ kind, attempt }: Bar) => attempt?.status ?? (kind === 'running' ? 'completed' : undefined);

type Props = { readonly bars: readonly Bar[]; readonly fromMs: number; readonly toMs: number };

export const StepBars = ({ bars, fromMs, toMs }: Props) => {
  const share = (ms: number): string => `${(ms / (toMs - fromMs)) * 100}%`;
  return bars.map((bar) => (
    <span
      key={`${bar.kind} ${bar.fromMs} ${bar.attempt?.number ?? 0}`}
      className={classes.bar}
      data-kind={bar.kind}
      data-status={statusOf(bar)}
      title={barText(bar)}
      style={{ left: `min(${share(bar.fromMs - fromMs)}, 100% - ${BAR_PX_MIN}px)`, width: share(bar.toMs - bar.fromMs) }}
    >
      {sign(bar.kind)}
    </span>
  ));
};
