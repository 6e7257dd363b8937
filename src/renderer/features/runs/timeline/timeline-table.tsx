/** What the timeline draws, as a table: for who reads figures rather than bars. */
import { useMemo, useState } from 'react';
import type { StepView } from '../../../../engine/model/index.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { formatDuration } from '../../../components/format/duration.ts';
import { formatMoment } from '../../../components/format/moment.ts';
import { momentsIn } from '../../../components/format/moments-in.ts';
import { PAGE_ROWS, Pager } from '../../../components/pager.tsx';
import { RunStatusBadge } from '../../../components/run-status-badge.tsx';
import { TextLink } from '../../../components/text-link.tsx';
import { t } from '../../../copy/t.ts';
import { type Timeline, type TimelineRow, timesOf } from './timeline-rows.ts';

type Row = Extract<TimelineRow, { readonly type: 'step' }>;
type Props = { readonly run: string; readonly label: string; readonly layout: Timeline };

const startOf = ({ readyAt, attempts }: StepView): string | undefined => readyAt ?? attempts[0]?.startedAt;

const columnsOf = (run: string): readonly Column<Row>[] => [
  {
    id: 'step',
    title: t('timeline.step'),
    wrap: true,
    cell: ({ step }) => (
      <>
        <TextLink to={{ screen: 'run', run, step: step.path }} wholeRow wrap inPlace>
          {step.title}
        </TextLink>
        <div>
          <code className="mono">{step.path}</code>
        </div>
      </>
    ),
  },
  { id: 'status', title: t('runs.column.status'), cell: ({ step }) => <RunStatusBadge status={step.status} /> },
  { id: 'attempts', title: t('timeline.attempts'), align: 'end', cell: ({ step }) => step.attempts.length },
  { id: 'ran', title: t('timeline.column.ran'), align: 'end', cell: ({ bars }) => formatDuration(timesOf(bars).runningMs) },
  { id: 'waited', title: t('timeline.column.waited'), align: 'end', cell: ({ bars }) => formatDuration(timesOf(bars).waitingMs) },
  {
    id: 'start',
    title: t('runs.column.created'),
    secondary: true,
    cell: ({ step }) => {
      const start = startOf(step);
      return start === undefined ? '–' : formatMoment(start);
    },
  },
  { id: 'why', title: t('timeline.column.why'), wrap: true, cell: ({ step }) => (step.why === undefined ? '–' : momentsIn(step.why)) },
];

export const TimelineTable = ({ run, label, layout }: Props) => {
  const [after, setAfter] = useState(0);
  const columns = useMemo(() => columnsOf(run), [run]);
  const rows = layout.rows.filter((row) => row.type === 'step');
  return (
    <>
      <DataTable caption={label} columns={columns} rows={rows.slice(after, after + PAGE_ROWS)} rowKey={({ key }) => key} />
      <Pager of={label} after={after} total={rows.length} onChange={setAfter} />
    </>
  );
};
