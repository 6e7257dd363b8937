/** Pairs of horizontal bars, one pair per label: baseline and reform, or lost and gained. The figures stand in a table nearby, so the drawing is hidden from screen readers. */
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts';
import { compactNumber } from '../../components/format/compact-number.ts';
import classes from './bars.module.css';

export type BarPair = {
  readonly label: string;
  /** Lengths, for drawing only, and what is written of them. */
  readonly first: { readonly length: number; readonly text: string };
  readonly second: { readonly length: number; readonly text: string };
};

type Series = { readonly title: string; readonly colour: string };

type Props = {
  /** A sentence that says what the drawing shows. */
  readonly summary: string;
  readonly pairs: readonly BarPair[];
  readonly first: Series;
  readonly second: Series;
  /** The labels are sentences rather than names. */
  readonly wideLabels?: boolean;
};

const PAIR_HEIGHT_PX = 46;
const AXIS_HEIGHT_PX = 36;
const LABELS = { name: { width: 150, letters: 22 }, sentence: { width: 340, letters: 54 } } as const;

const shortened = (label: string, letters: number): string => (label.length > letters ? `${label.slice(0, letters - 1)}…` : label);

export const Bars = ({ summary, pairs, first, second, wideLabels = false }: Props) => {
  const { width, letters } = LABELS[wideLabels ? 'sentence' : 'name'];
  const content = ({ active, label }: TooltipContentProps) => {
    const pair = active ? pairs.find((candidate) => candidate.label === label) : undefined;
    if (pair === undefined) return null;
    return (
      <div className={classes.tooltip}>
        <strong>{pair.label}</strong>
        <div>{`${first.title}: ${pair.first.text}`}</div>
        <div>{`${second.title}: ${pair.second.text}`}</div>
      </div>
    );
  };
  const tick = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        {[first, second].map(({ title, colour }) => (
          <span key={title} className={classes.key}>
            <span className={classes.swatch} style={{ background: colour }} aria-hidden="true" />
            {title}
          </span>
        ))}
        <span className={classes.summary}>{summary}</span>
      </figcaption>
      <div aria-hidden="true" style={{ height: pairs.length * PAIR_HEIGHT_PX + AXIS_HEIGHT_PX }}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={[...pairs]}
            layout="vertical"
            barGap={2}
            barCategoryGap="24%"
            margin={{ top: 4, right: 16, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid horizontal={false} stroke="var(--app-border)" />
            <XAxis type="number" tickFormatter={compactNumber} tick={tick} stroke="var(--app-border-strong)" />
            <YAxis
              type="category"
              dataKey="label"
              width={width}
              tickFormatter={(label: string) => shortened(label, letters)}
              tick={tick}
              stroke="var(--app-border-strong)"
              interval={0}
            />
            <Tooltip content={content} cursor={{ fill: 'var(--app-hover)' }} isAnimationActive={false} />
            <Bar dataKey="first.length" name={first.title} fill={first.colour} isAnimationActive={false} radius={[0, 2, 2, 0]} />
            <Bar dataKey="second.length" name={second.title} fill={second.colour} isAnimationActive={false} radius={[0, 2, 2, 0]} />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
};
