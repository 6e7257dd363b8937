/** A figure of a sweep drawn over its first parameter: one curve, or one for each value of the second. The table beside it has the figures. */
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { formatAmount } from '../../components/format/amount.ts';
import { compactNumber } from '../../components/format/compact-number.ts';
import { barLength } from '../../components/format/exact-ratio.ts';
import { exactText } from '../../components/format/exact-text.ts';
import { t } from '../../copy/t.ts';
import classes from '../impact/bars.module.css';
import { isMoney, type Measure } from './sweep-points.ts';

export type Curve = { readonly name: string; readonly points: readonly { readonly at: string; readonly value: string }[] };

type Props = {
  readonly title: string;
  readonly measure: Measure;
  /** What the first parameter is called. */
  readonly along: string;
  readonly curves: readonly Curve[];
  /** Where what is in force lies; undefined where it is not one value. */
  readonly today: string | undefined;
};

/** Told apart by their dashes as well as by colour. */
export const CURVES_MAX = 6;
const STYLES = [
  { colour: 'var(--app-reform)', dash: '0' },
  { colour: 'var(--app-loss)', dash: '6 3' },
  { colour: 'var(--app-gain)', dash: '2 3' },
  { colour: 'var(--app-baseline)', dash: '10 4' },
  { colour: 'var(--mantine-color-text)', dash: '8 3 2 3' },
  { colour: 'var(--app-border-strong)', dash: '4 2' },
] as const;
const PLAIN = { colour: 'var(--app-reform)', dash: '0' } as const;
const HEIGHT_PX = 240;
/** More values than that would be written over each other. */
const TICKS_MAX = 12;

const textOf = (measure: Measure, value: string): string => (isMoney(measure) ? formatAmount(value) : exactText(value));

export const SweepCurves = ({ title, measure, along, curves, today }: Props) => {
  const ats = curves[0]?.points.map(({ at }) => at) ?? [];
  const data = ats.map((at, index) => ({
    at: barLength(at, 6),
    ...Object.fromEntries(curves.map(({ points }, curve) => [`c${curve}`, barLength(points[index]?.value ?? '0')])),
  }));
  const tick = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };
  const content = ({ active, label }: TooltipContentProps) => {
    const index = active ? data.findIndex(({ at }) => at === label) : -1;
    if (index < 0) return null;
    return (
      <div className={classes.tooltip}>
        <strong>{`${along}: ${exactText(ats[index] ?? '')}`}</strong>
        {curves.map(({ name, points }) => (
          <div key={name}>{`${name}: ${textOf(measure, points[index]?.value ?? '')}`}</div>
        ))}
      </div>
    );
  };
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>{title}</strong>
        {curves.length > 1 &&
          curves.map(({ name }, index) => (
            <span key={name} className={classes.key}>
              <svg width="26" height="8" aria-hidden="true">
                <line x1="0" y1="4" x2="26" y2="4" stroke={STYLES[index]?.colour} strokeWidth="2" strokeDasharray={STYLES[index]?.dash} />
              </svg>
              {name}
            </span>
          ))}
        {today !== undefined && <span className={classes.summary}>{t('sweep.todayLine', { value: exactText(today) })}</span>}
      </figcaption>
      <div aria-hidden="true" style={{ height: HEIGHT_PX }}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={data} margin={{ top: 12, right: 24, bottom: 20, left: 8 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--app-border)" />
            <XAxis
              dataKey="at"
              type="number"
              domain={['dataMin', 'dataMax']}
              {...(data.length <= TICKS_MAX ? { ticks: data.map(({ at }) => at) } : {})}
              tick={tick}
              stroke="var(--app-border-strong)"
              label={{ value: along, position: 'insideBottom', offset: -14, fill: 'var(--mantine-color-dimmed)', fontSize: 12 }}
            />
            <YAxis
              type="number"
              domain={['auto', 'auto']}
              width={72}
              tickFormatter={compactNumber}
              tick={tick}
              stroke="var(--app-border-strong)"
            />
            <Tooltip content={content} isAnimationActive={false} />
            {today !== undefined && (
              <ReferenceLine
                x={barLength(today, 6)}
                stroke="var(--mantine-color-text)"
                strokeDasharray="3 3"
                ifOverflow="extendDomain"
                label={{ value: t('sweep.today'), position: 'insideTopLeft', fill: 'var(--mantine-color-text)', fontSize: 12 }}
              />
            )}
            {curves.map(({ name }, index) => (
              <Line
                key={name}
                dataKey={`c${index}`}
                name={name}
                stroke={(STYLES[index] ?? PLAIN).colour}
                strokeWidth={2}
                strokeDasharray={(STYLES[index] ?? PLAIN).dash}
                dot={{ r: 3, strokeDasharray: '0' }}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
};
