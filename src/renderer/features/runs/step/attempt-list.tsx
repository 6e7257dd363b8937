/** Every attempt at a step, the last one first: when, how it ended, what went in and came out, and what it left for the next. */
import { useState } from 'react';
import type { AttemptView } from '../../../../engine/model/index.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatDuration } from '../../../components/format/duration.ts';
import { formatMoment } from '../../../components/format/moment.ts';
import { JsonDisclosure } from '../../../components/json-disclosure.tsx';
import { PAGE_ROWS, Pager } from '../../../components/pager.tsx';
import { RunStatusBadge } from '../../../components/run-status-badge.tsx';
import { counted, t } from '../../../copy/t.ts';
import classes from './step-detail.module.css';

const durationOf = ({ startedAt, endedAt }: AttemptView): string =>
  endedAt === undefined ? t('attempt.running') : formatDuration(Date.parse(endedAt) - Date.parse(startedAt));

const Attempt = ({ attempt }: { readonly attempt: AttemptView }) => (
  <li className={classes.attempt}>
    <div className={classes.line}>
      <strong>{t('attempt.title', { number: attempt.number })}</strong>
      <RunStatusBadge status={attempt.status} />
      <span className={classes.quiet}>{formatMoment(attempt.startedAt)}</span>
      <span className={classes.quiet}>{durationOf(attempt)}</span>
    </div>
    {attempt.failure !== undefined && <ErrorNotice error={attempt.failure} recorded />}
    <div className={classes.documents}>
      <JsonDisclosure label={t('attempt.input')} value={attempt.input} />
      {attempt.output !== undefined && <JsonDisclosure label={t('attempt.output')} value={attempt.output} />}
      {attempt.checkpoint !== undefined && <JsonDisclosure label={t('attempt.checkpoint')} value={attempt.checkpoint} />}
      {attempt.problem !== undefined && <JsonDisclosure label={t('attempt.problem')} value={attempt.problem} />}
    </div>
  </li>
);

export const AttemptList = ({ attempts }: { readonly attempts: readonly AttemptView[] }) => {
  const [after, setAfter] = useState(0);
  const shown = attempts.toReversed().slice(after, after + PAGE_ROWS);
  const label = counted('attempt.list', attempts.length);
  return (
    <div>
      <h3 className={classes.subtitle}>{label}</h3>
      <ul className={classes.attempts} aria-label={label}>
        {shown.map((attempt) => (
          <Attempt key={attempt.number} attempt={attempt} />
        ))}
      </ul>
      <Pager of={label} after={after} total={attempts.length} onChange={setAfter} />
    </div>
  );
};
