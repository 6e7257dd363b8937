/** One run: how it stands and what may be done about it, its steps over time, what it was asked and what came out. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import type { RunView } from '../../../engine/model/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { JsonDisclosure } from '../../components/json-disclosure.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RunStatusBadge } from '../../components/run-status-badge.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Place } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { ExportTrace } from './export-trace.tsx';
import { PinList } from './pin-list.tsx';
import { RunActions } from './run-actions.tsx';
import { RunEntries } from './run-entries.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunSteps } from './run-steps.tsx';

/** Templates whose runs have a screen for their result. */
const RESULTS: { readonly [template: string]: 'impact' | 'sweep' | undefined } = {
  'impact-analysis': 'impact',
  'parameter-sweep': 'sweep',
};

/** What has to come from outside before anything more happens; a suspension says so itself. */
const Awaits = ({ awaits }: { readonly awaits: NonNullable<RunView['awaits']> }) => {
  const others = awaits.filter((one) => one !== 'resume');
  return others.length === 0 ? null : <Text size="sm">{others.map((one) => t(`run.awaits.${one}`)).join(' ')}</Text>;
};

/** Told as it changes: who waits for a run hears what became of it. */
const Status = ({ run }: { readonly run: RunView }) => (
  <div role="status" aria-live="polite">
    <RunStatusBadge status={run.status} />
    {run.awaits !== undefined && <Awaits awaits={run.awaits} />}
    {run.suspended !== undefined && (
      <Alert variant="default" mt="xs" icon={<IconPlayerPause size={18} aria-hidden="true" />} title={t('run.suspended')}>
        {run.suspended === '' ? t('run.suspendedWithout') : run.suspended}
      </Alert>
    )}
  </div>
);

export const RunScreen = ({ run: id, step }: Extract<Place, { readonly screen: 'run' }>) => {
  const run = useQuery('run.show', { run: id }, { run: id });
  const go = useNavigation((state) => state.go);
  const readOnly = useWorkspace((state) => state.workspace?.readOnly ?? false);
  const shown = run.value;
  const result = shown === undefined ? undefined : RESULTS[shown.template.id];
  const actions = (
    <>
      {result !== undefined && <Button onClick={() => go({ screen: result, run: id })}>{t('run.showImpact')}</Button>}
      {shown !== undefined && !readOnly && <RunActions run={shown} />}
    </>
  );
  return (
    <Page title={shown?.title ?? t('run.title')} subtitle={<code className="mono">{id}</code>} actions={actions} withBack>
      <QueryView query={run} rows={10}>
        {(view) => (
          <>
            <Status run={view} />
            {view.failure !== undefined && <ErrorNotice error={view.failure} recorded />}
            <div style={{ marginTop: 16 }}>
              <RunSteps run={view} selected={step} />
            </div>
            <Section title={t('run.overview')} actions={<ExportTrace run={id} />}>
              <RunFacts run={view} />
              <Group mt="sm" align="flex-start">
                <JsonDisclosure label={t('run.input')} value={view.input} />
                {view.output !== undefined && <JsonDisclosure label={t('run.output')} value={view.output} />}
              </Group>
            </Section>
            {view.pins.length > 0 && <PinList pins={view.pins} />}
            <RunEntries run={id} />
          </>
        )}
      </QueryView>
    </Page>
  );
};
