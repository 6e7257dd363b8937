/** One step of a run: why it waits or how it ended, what may be done to it, and every attempt as it was recorded. */
import { Group, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { RunView, StepView } from '../../../../engine/model/index.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Facts } from '../../../components/facts.tsx';
import { formatMoment } from '../../../components/format/moment.ts';
import { momentsIn } from '../../../components/format/moments-in.ts';
import { JsonDisclosure } from '../../../components/json-disclosure.tsx';
import { RunStatusBadge } from '../../../components/run-status-badge.tsx';
import { TextLink } from '../../../components/text-link.tsx';
import { t } from '../../../copy/t.ts';
import { useWorkspace } from '../../../state/workspace.ts';
import { AttemptList } from './attempt-list.tsx';
import { ItemList } from './item-list.tsx';
import { StepActions } from './step-actions.tsx';
import classes from './step-detail.module.css';

type Props = { readonly run: RunView; readonly step: StepView };

const StepFacts = ({ step }: { readonly step: StepView }) => (
  <Facts
    facts={[
      [t('runs.column.status'), <RunStatusBadge key="status" status={step.status} />],
      ...(step.why === undefined ? [] : [[t('step.why'), <strong key="why">{momentsIn(step.why)}</strong>] as const]),
      [t('step.place'), <code key="path" className="mono">{`${step.path} · ${step.type}`}</code>],
      ...(step.needs.length === 0 ? [] : [[t('step.after'), step.needs.join(', ')] as const]),
      ...(step.readyAt === undefined ? [] : [[t('step.ready'), formatMoment(step.readyAt)] as const]),
      ...(step.endedAt === undefined ? [] : [[t('step.ended'), formatMoment(step.endedAt)] as const]),
      ...(step.adopted === true ? [[t('step.origin'), t('step.adopted')] as const] : []),
      ...(step.child === undefined
        ? []
        : [
            [
              t('step.child'),
              <TextLink key="child" to={{ screen: 'run', run: step.child }}>
                {step.child}
              </TextLink>,
            ] as const,
          ]),
    ]}
  />
);

/** What the last attempt does not say already. */
const Outcome = ({ step }: { readonly step: StepView }) => {
  const last = step.attempts.at(-1);
  return (
    <>
      {step.failure !== undefined && last?.failure === undefined && <ErrorNotice error={step.failure} recorded />}
      {step.output !== undefined && last?.output === undefined && <JsonDisclosure label={t('step.output')} value={step.output} />}
    </>
  );
};

export const StepDetail = ({ run, step }: Props) => {
  const readOnly = useWorkspace((state) => state.workspace?.readOnly ?? false);
  const heading = useRef<HTMLHeadingElement>(null);
  // It opens below the steps, maybe out of sight.
  useEffect(() => heading.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section aria-labelledby="step-detail" className={classes.detail}>
      <header className={classes.header}>
        <h2 id="step-detail" ref={heading} className={classes.title}>
          {step.title}
        </h2>
        {!readOnly && (
          <Group gap="xs">
            <StepActions run={run} step={step} />
          </Group>
        )}
      </header>
      <Stack gap="md">
        <div role="status">
          <StepFacts step={step} />
        </div>
        <Outcome step={step} />
        {step.attempts.length > 0 && <AttemptList attempts={step.attempts} />}
        {step.items !== undefined && <ItemList run={run.id} step={step.path} items={step.items} />}
      </Stack>
    </section>
  );
};
