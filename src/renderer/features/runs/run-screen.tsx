/** One run: what it was asked, what came out, and its steps in order with every attempt. */
import { Button, Group } from '@mantine/core';
import type { RunView } from '../../../engine/model/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/facts.tsx';
import { formatDuration } from '../../components/format/duration.ts';
import { formatMoment } from '../../components/format/moment.ts';
import { HashText } from '../../components/hash-text.tsx';
import { JsonDisclosure } from '../../components/json-disclosure.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RunStatusBadge } from '../../components/run-status-badge.tsx';
import { Section } from '../../components/section.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Place } from '../../state/place.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import { StepTimeline } from './step-timeline.tsx';

const ENDED: readonly RunView['status'][] = ['completed', 'faulted', 'cancelled'];
const IMPACT_TEMPLATE = 'impact-analysis';
const SWEEP_TEMPLATE = 'parameter-sweep';

const RunFacts = ({ run }: { readonly run: RunView }) => (
  <Facts
    facts={[
      [t('runs.column.status'), <RunStatusBadge key="status" status={run.status} />],
      [t('run.template'), <code key="template" className="mono">{`${run.template.id}@${run.template.version}`}</code>],
      [t('run.templateHash'), <HashText key="hash" hash={run.template.hash} of={t('run.templateHash')} />],
      [t('runs.column.actor'), run.actor],
      [t('runs.column.created'), formatMoment(run.createdAt)],
      ...(run.endedAt === undefined
        ? []
        : [[t('runs.column.duration'), formatDuration(Date.parse(run.endedAt) - Date.parse(run.createdAt))] as const]),
      ...(run.originalRun === undefined
        ? []
        : [
            [
              t('run.appealOf'),
              <TextLink key="original" to={{ screen: 'run', run: run.originalRun }}>
                {run.originalRun}
              </TextLink>,
            ] as const,
          ]),
    ]}
  />
);

export const RunScreen = ({ run: id }: Extract<Place, { readonly screen: 'run' }>) => {
  const run = useQuery('run.show', { run: id });
  const cancel = useCommand('run.cancel');
  const go = useNavigation((state) => state.go);
  const shown = run.value;
  const actions = (
    <>
      {shown !== undefined && !ENDED.includes(shown.status) && (
        <Button variant="default" loading={cancel.busy} onClick={() => cancel.send({ run: id })}>
          {t('run.cancel')}
        </Button>
      )}
      {shown?.template.id === SWEEP_TEMPLATE && <Button onClick={() => go({ screen: 'sweep', run: id })}>{t('run.showImpact')}</Button>}
      {shown?.template.id === IMPACT_TEMPLATE && <Button onClick={() => go({ screen: 'impact', run: id })}>{t('run.showImpact')}</Button>}
    </>
  );
  return (
    <Page title={shown?.title ?? t('run.title')} subtitle={<code className="mono">{id}</code>} actions={actions} withBack>
      {cancel.error !== undefined && <ErrorNotice error={cancel.error} onClose={cancel.clear} />}
      <QueryView query={run} rows={10}>
        {(view) => (
          <>
            {view.failure !== undefined && <ErrorNotice error={view.failure} />}
            <Section title={t('run.overview')}>
              <RunFacts run={view} />
              <Group mt="sm" align="flex-start">
                <JsonDisclosure label={t('run.input')} value={view.input} />
                {view.output !== undefined && <JsonDisclosure label={t('run.output')} value={view.output} />}
              </Group>
            </Section>
            <Section title={t('run.steps')}>
              <StepTimeline steps={view.steps} />
            </Section>
          </>
        )}
      </QueryView>
    </Page>
  );
};
