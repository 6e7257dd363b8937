/** The steps of a run from first to last, each with its attempts. */
import type { AttemptView, StepView } from '../../../engine/model/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { formatDuration } from '../../components/format/duration.ts';
import { formatMoment } from '../../components/format/moment.ts';
import { JsonDisclosure } from '../../components/json-disclosure.tsx';
import { RunStatusBadge } from '../../components/run-status-badge.tsx';
import { t } from '../../copy/t.ts';
import classes from './step-timeline.module.css';

const durationOf = ({ startedAt, endedAt }: AttemptView): string =>
  endedAt === undefined ? t('attempt.running') : formatDuration(Date.parse(endedAt) - Date.parse(startedAt));

const Attempt = ({ attempt }: { readonly attempt: AttemptView }) => (
  <li className={classes.attempt}>
    <div className={classes.attemptLine}>
      <span>{t('attempt.title', { number: attempt.number })}</span>
      <RunStatusBadge status={attempt.status} />
      <span className={classes.quiet}>{formatMoment(attempt.startedAt)}</span>
      <span className={classes.quiet}>{durationOf(attempt)}</span>
    </div>
    {attempt.failure !== undefined && <ErrorNotice error={attempt.failure} />}
    <div className={classes.documents}>
      <JsonDisclosure label={t('attempt.input')} value={attempt.input} />
      {attempt.output !== undefined && <JsonDisclosure label={t('attempt.output')} value={attempt.output} />}
    </div>
  </li>
);

export const StepTimeline = ({ steps }: { readonly steps: readonly StepView[] }) => (
  <ol className={classes.steps}>
    {steps.map((step) => (
      <li key={step.name} className={classes.step} data-status={step.status}>
        <div className={classes.stepLine}>
          <h3 className={classes.title}>{step.title}</h3>
          <RunStatusBadge status={step.status} />
        </div>
        <div className={classes.quiet}>
          <code className="mono">{step.name}</code> · {step.type}
          {step.needs.length > 0 && ` · ${t('step.needs', { steps: step.needs.join(', ') })}`}
        </div>
        {step.attempts.length > 0 && (
          <ul className={classes.attempts}>
            {step.attempts.map((attempt) => (
              <Attempt key={attempt.number} attempt={attempt} />
            ))}
          </ul>
        )}
      </li>
    ))}
  </ol>
);
