/** One row of a timeline: the step's status and title, then its bars; or the branch or round that the steps below stand in. */
import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { StatusIcon } from '../../../components/run-status-badge.tsx';
import { t } from '../../../copy/t.ts';
import { rowText } from './bar-text.ts';
import { StepBars } from './step-bars.tsx';
import classes from './timeline.module.css';
import type { TimelineRow } from './timeline-rows.ts';

type StepRow = Extract<TimelineRow, { readonly type: 'step' }>;

type Props = {
  readonly row: TimelineRow;
  readonly index: number;
  /** In pixels. */
  readonly height: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The Tab key comes in here. */
  readonly isStop: boolean;
  /** The arrow keys have come here. */
  readonly takesFocus: boolean;
  /** Its details are open. */
  readonly isSelected: boolean;
  readonly onOpen: (index: number, step: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

const INDENT_PX = 14;
const NAME_PADDING_PX = 10;

const padding = ({ depth }: TimelineRow) => ({ paddingInlineStart: NAME_PADDING_PX + depth * INDENT_PX });

const StepName = ({ row, index, isStop, takesFocus, isSelected, onOpen, onKeyDown }: Omit<Props, 'row'> & { readonly row: StepRow }) => {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  const { step } = row;
  return (
    <button
      ref={button}
      type="button"
      className={classes.open}
      style={padding(row)}
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      title={step.path}
      onClick={() => onOpen(index, step.path)}
      onKeyDown={onKeyDown}
    >
      <StatusIcon status={step.status} />
      <span className="ellipsis">{step.title}</span>
    </button>
  );
};

const Track = ({ row, fromMs, toMs }: Pick<Props, 'fromMs' | 'toMs'> & { readonly row: StepRow }) => {
  const { items, adopted } = row.step;
  return (
    <td className={classes.track}>
      <VisuallyHidden>{rowText(row)}</VisuallyHidden>
      <span aria-hidden="true">
        <StepBars bars={row.bars} fromMs={fromMs} toMs={toMs} />
        {adopted === true && <span className={classes.note}>{t('timeline.adopted')}</span>}
        {items !== undefined && (
          <span className={classes.note}>
            {t('timeline.items', { done: items.succeeded + items.failed, total: items.total, failed: items.failed })}
          </span>
        )}
      </span>
    </td>
  );
};

export const TimelineLine = memo((props: Props) => {
  const { row, index, height, fromMs, toMs, isSelected } = props;
  return (
    <tr className={classes.row} data-type={row.type} data-selected={isSelected} aria-rowindex={index + 2} style={{ height }}>
      {row.type === 'block' ? (
        <th scope="rowgroup" colSpan={2} className={classes.block} style={padding(row)}>
          {t(`timeline.${row.block}`, { name: row.name })}
        </th>
      ) : (
        <>
          <th scope="row" className={classes.name}>
            <StepName {...props} row={row} />
          </th>
          <Track row={row} fromMs={fromMs} toMs={toMs} />
        </>
      )}
    </tr>
  );
});
