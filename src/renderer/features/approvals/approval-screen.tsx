/** One approval: the question, who may answer it, the form that goes with the answer, and the decision. */
import { Alert } from '@mantine/core';
import { IconCircleCheck, IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PendingApproval } from '../../../engine/model/index.ts';
import { Empty } from '../../components/empty.tsx';
import { Facts } from '../../components/facts.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import type { Place } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { DecisionForm } from './decision-form.tsx';
import { DueText } from './due-text.tsx';
import { QuestionView } from './question-view.tsx';

type Decision = 'approved' | 'rejected';

const ApprovalFacts = ({ approval }: { readonly approval: PendingApproval }) => (
  <Facts
    facts={[
      [
        t('approvals.column.run'),
        <TextLink key="run" to={{ screen: 'run', run: approval.run, step: approval.step }} wrap>
          {approval.runTitle}
        </TextLink>,
      ],
      [t('approval.roles'), approval.roles.join(', ')],
      [t('approvals.column.since'), formatMoment(approval.since)],
      [t('approvals.column.due'), <DueText key="due" approval={approval} />],
    ]}
  />
);

const Refused = ({ why }: { readonly why: string }) => (
  <Alert variant="default" icon={<IconLock size={18} aria-hidden="true" />} title={t('approval.mayNot')}>
    {why}
  </Alert>
);

/** Said where the question stood, with the focus, as the button that was pressed is gone. */
const Decided = ({ decision, run }: { readonly decision: Decision; readonly run: string }) => {
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => said.current?.focus(), []);
  return (
    <Alert
      ref={said}
      role="status"
      tabIndex={-1}
      variant="default"
      icon={<IconCircleCheck size={18} aria-hidden="true" />}
      title={t(`approval.done.${decision}`)}
    >
      <TextLink to={{ screen: 'run', run }}>{t('approval.toRun')}</TextLink>
      {' · '}
      <TextLink to={{ screen: 'approvals' }}>{t('approval.toList')}</TextLink>
    </Alert>
  );
};

export const ApprovalScreen = ({ run, step }: Extract<Place, { readonly screen: 'approval' }>) => {
  const [decision, setDecision] = useState<Decision>();
  const [title, setTitle] = useState<string>();
  const readOnly = useWorkspace((state) => state.workspace?.readOnly ?? false);
  const approvals = useQuery('approval.list', {});
  const approval = approvals.value?.find((one) => one.run === run && one.step === step);
  return (
    <Page title={approval?.title ?? title ?? t('approval.title')} withBack>
      {decision !== undefined ? (
        <Decided decision={decision} run={run} />
      ) : (
        <QueryView query={approvals}>
          {() =>
            approval === undefined ? (
              <Empty title={t('approval.gone')}>
                <TextLink to={{ screen: 'run', run, step }}>{t('approval.toRun')}</TextLink>
              </Empty>
            ) : (
              <>
                <Section title={t('approval.question')}>
                  <QuestionView question={approval.question} />
                </Section>
                <Section title={t('approval.about')}>
                  <ApprovalFacts approval={approval} />
                </Section>
                <Section title={t('approval.decision')}>
                  {readOnly ? (
                    <Refused why={t('approval.readOnly')} />
                  ) : approval.mayDecide.allowed ? (
                    <DecisionForm
                      key={`${run} ${step}`}
                      approval={approval}
                      onDecided={(decided) => {
                        setTitle(approval.title);
                        setDecision(decided);
                      }}
                    />
                  ) : (
                    <Refused why={approval.mayDecide.why} />
                  )}
                </Section>
              </>
            )
          }
        </QueryView>
      )}
    </Page>
  );
};
