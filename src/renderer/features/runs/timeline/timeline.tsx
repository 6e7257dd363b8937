/**
 * The timeline of a run: a row per step, its attempts and waits as bars. It is one stop of the Tab key: arrows go from step to step, Enter opens one,
 * plus, minus and 0 zoom. Only rows in view are drawn, so a thousand steps scroll as ten do.
 */
import { ActionIcon, Group, VisuallyHidden } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatDuration } from '../../../components/format/duration.ts';
import { t } from '../../../copy/t.ts';
import { drawnRows } from './drawn-rows.ts';
import { timeTicks } from './time-ticks.ts';
import classes from './timeline.module.css';
import { TimelineLegend } from './timeline-legend.tsx';
import { TimelineLine } from './timeline-line.tsx';
import type { Timeline as Layout } from './timeline-rows.ts';
import { useVisibleRows } from './use-visible-rows.ts';

const ROW_PX = 30;
const AXIS_PX = 26;
/** As wide as the column of names is. */
const NAMES_PX = 300;
const ZOOM_MAX = 4_096;
const ZOOM_STEP = 2;
const TICKS = 6;
const PAGE = 10;

type Props = {
  readonly label: string;
  readonly layout: Layout;
  /** Path of the step whose details are open. */
  readonly selected: string | undefined;
  readonly onSelect: (step: string) => void;
};

export const Timeline = ({ label, layout: { fromMs, toMs, rows }, selected, onSelect }: Props) => {
  const hint = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  /** Where the Tab key comes in; `moved` once the arrow keys have brought it there, which takes the focus along. */
  const [stop, setStop] = useState({ index: rows.findIndex(({ key }) => key === selected), moved: false });
  const visible = useVisibleRows(frame, rows.length, ROW_PX);
  const steps = useMemo(() => rows.flatMap((row, index) => (row.type === 'step' ? [index] : [])), [rows]);
  const at = Math.max(0, steps.indexOf(stop.index));
  const active = steps[at] ?? 0;

  const zoomTo = (wanted: number): void => setZoom(Math.min(ZOOM_MAX, Math.max(1, wanted)));
  // What was in the middle stays there.
  const before = useRef(zoom);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || before.current === zoom) return;
    const pane = element.clientWidth - NAMES_PX;
    const middle = (element.scrollLeft + pane / 2) / before.current;
    element.scrollLeft = middle * zoom - pane / 2;
    before.current = zoom;
  }, [zoom]);

  const moveTo = (step: number): void => {
    const index = steps[Math.min(steps.length - 1, Math.max(0, step))];
    if (index !== undefined) setStop({ index, moved: true });
  };
  const moves: { readonly [key: string]: (() => void) | undefined } = {
    ArrowDown: () => moveTo(at + 1),
    ArrowUp: () => moveTo(at - 1),
    PageDown: () => moveTo(at + PAGE),
    PageUp: () => moveTo(at - PAGE),
    Home: () => moveTo(0),
    End: () => moveTo(steps.length - 1),
    '+': () => zoomTo(zoom * ZOOM_STEP),
    '-': () => zoomTo(zoom / ZOOM_STEP),
    '0': () => zoomTo(1),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };
  const onOpen = useCallback(
    (index: number, path: string): void => {
      setStop({ index, moved: false });
      onSelect(path);
    },
    [onSelect],
  );
  const ticks = timeTicks(toMs - fromMs, TICKS * zoom);

  return (
    <div>
      <div className={classes.tools}>
        <TimelineLegend />
        <Group gap={4} wrap="nowrap" flex="none" role="group" aria-label={t('timeline.zoom')}>
          <ActionIcon variant="default" aria-label={t('timeline.zoomOut')} disabled={zoom <= 1} onClick={() => zoomTo(zoom / ZOOM_STEP)}>
            <IconMinus size={15} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={t('timeline.zoomIn')}
            disabled={zoom >= ZOOM_MAX}
            onClick={() => zoomTo(zoom * ZOOM_STEP)}
          >
            <IconPlus size={15} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t('timeline.fit')} disabled={zoom === 1} onClick={() => zoomTo(1)}>
            <IconMaximize size={15} aria-hidden="true" />
          </ActionIcon>
        </Group>
      </div>
      <VisuallyHidden id={hint}>{t('timeline.keys')}</VisuallyHidden>
      <div ref={frame} className={classes.frame}>
        <table
          className={classes.table}
          aria-label={label}
          aria-describedby={hint}
          aria-rowcount={rows.length + 1}
          style={{ width: `calc(${NAMES_PX}px + (100% - ${NAMES_PX}px) * ${zoom})` }}
        >
          <colgroup>
            <col style={{ width: NAMES_PX }} />
            <col />
          </colgroup>
          <thead className={classes.axis}>
            <tr aria-rowindex={1} style={{ height: AXIS_PX }}>
              <th scope="col" className={classes.name}>
                {t('timeline.step')}
              </th>
              <th scope="col" className={classes.track}>
                <VisuallyHidden>{t('timeline.time')}</VisuallyHidden>
                {ticks.map((tick) => (
                  <span key={tick} className={classes.tick} aria-hidden="true" style={{ left: `${(tick / (toMs - fromMs)) * 100}%` }}>
                    {formatDuration(tick)}
                  </span>
                ))}
              </th>
            </tr>
          </thead>
          <tbody>
            {drawnRows(rows.length, visible, active).map((drawn) => {
              if ('gap' in drawn) return <tr key={`gap ${drawn.from}`} style={{ height: drawn.gap * ROW_PX }} />;
              const row = rows[drawn.index];
              if (row === undefined) return null;
              return (
                <TimelineLine
                  key={row.key}
                  row={row}
                  index={drawn.index}
                  height={ROW_PX}
                  fromMs={fromMs}
                  toMs={toMs}
                  isStop={drawn.index === active}
                  takesFocus={drawn.index === active && stop.moved}
                  isSelected={row.key === selected}
                  onOpen={onOpen}
                  onKeyDown={onKeyDown}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
};
