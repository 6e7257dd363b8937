/** The steps of a run over time, as bars or as a table, and the details of the one that was chosen. */
import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RunView } from '../../../engine/model/index.ts';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useNow } from '../../state/use-now.ts';
import { isEnded } from './run-actions-allowed.ts';
import { StepDetail } from './step/step-detail.tsx';
import { Timeline } from './timeline/timeline.tsx';
import { timelineRows } from './timeline/timeline-rows.ts';
import { TimelineTable } from './timeline/timeline-table.tsx';

type View = 'timeline' | 'table';

export const RunSteps = ({ run, selected }: { readonly run: RunView; readonly selected: string | undefined }) => {
  const replace = useNavigation((state) => state.replace);
  const [view, setView] = useState<View>('timeline');
  const nowMs = useNow(!isEnded(run.status));
  const layout = useMemo(() => timelineRows(run, nowMs), [run, nowMs]);
  const step = run.steps.find(({ path }) => path === selected);
  return (
    <>
      <Section
        title={t('run.steps')}
        description={t('run.stepsText')}
        actions={
          <SegmentedControl
            aria-label={t('timeline.view')}
            data={(['timeline', 'table'] as const).map((value) => ({ value, label: t(`timeline.view.${value}`) }))}
            value={view}
            onChange={(value) => setView(value === 'table' ? 'table' : 'timeline')}
          />
        }
      >
        {view === 'table' ? (
          <TimelineTable run={run.id} label={t('run.steps')} layout={layout} />
        ) : (
          <Timeline
            label={t('run.steps')}
            layout={layout}
            selected={selected}
            onSelect={(path) => replace({ screen: 'run', run: run.id, step: path })}
          />
        )}
      </Section>
      {step !== undefined && <StepDetail key={step.path} run={run} step={step} />}
    </>
  );
};
