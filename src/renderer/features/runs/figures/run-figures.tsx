/** What the newest runs tell as a whole, and what this process has measured since it opened the workspace. */
import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import type { RunStats, RunStatus } from '../../../../engine/model/index.ts';
import { Facts } from '../../../components/facts.tsx';
import { formatDuration } from '../../../components/format/duration.ts';
import { wholeNumber } from '../../../components/format/whole-number.ts';
import { QueryView } from '../../../components/query-view.tsx';
import { RunStatusBadge } from '../../../components/run-status-badge.tsx';
import { Section } from '../../../components/section.tsx';
import { t } from '../../../copy/t.ts';
import { useQuery } from '../../../state/use-query.ts';
import { ProcessFigures } from './process-figures.tsx';
import { TaskTable } from './task-table.tsx';

const STATUSES = [
  'pending',
  'running',
  'waiting',
  'suspended',
  'faulted',
  'cancelled',
  'completed',
] as const satisfies readonly RunStatus[];
const ANY = '';

const statusCounts = ({ byStatus }: RunStats) => (
  <Group gap="md">
    {STATUSES.filter((status) => byStatus[status] > 0).map((status) => (
      <span key={status}>
        <RunStatusBadge status={status} /> {wholeNumber(byStatus[status])}
      </span>
    ))}
  </Group>
);

const faultText = ({ faults }: RunStats): string => {
  const kinds = Object.entries(faults).filter(([, count]) => count > 0);
  return kinds.length === 0 ? '–' : kinds.map(([kind, count]) => `${kind} ${wholeNumber(count)}`).join(' · ');
};

const Overview = ({ stats }: { readonly stats: RunStats }) => (
  <Facts
    facts={[
      [t('figures.runs'), t('figures.runsOf', { runs: stats.runs, total: stats.total })],
      [t('runs.column.status'), stats.runs === 0 ? '–' : statusCounts(stats)],
      [
        t('figures.runTime'),
        stats.runMs.count === 0
          ? '–'
          : t('figures.spread', {
              p50: formatDuration(stats.runMs.p50),
              p90: formatDuration(stats.runMs.p90),
              max: formatDuration(stats.runMs.max),
            }),
      ],
      [t('figures.steps'), wholeNumber(stats.steps)],
      [t('figures.attempts'), wholeNumber(stats.attempts)],
      [t('figures.retries'), wholeNumber(stats.retries)],
      [t('figures.faults'), faultText(stats)],
    ]}
  />
);

export const RunFigures = () => {
  const [template, setTemplate] = useState<string | null>(ANY);
  const templates = useQuery('document.list', { kind: 'workflow' });
  const stats = useQuery('run.stats', template === null || template === ANY ? {} : { template }, { still: true });
  const choices = [...new Map((templates.value ?? []).map(({ id, title }) => [id, title]))].map(([value, label]) => ({ value, label }));
  return (
    <>
      <Group align="flex-end" mb="md" gap="md">
        <Select
          w={320}
          searchable
          label={t('runs.column.template')}
          data={[{ value: ANY, label: t('runs.anyTemplate') }, ...choices]}
          value={template}
          onChange={setTemplate}
        />
        <Button variant="default" loading={stats.loading} onClick={stats.reload}>
          {t('figures.reload')}
        </Button>
      </Group>
      <QueryView query={stats} rows={10}>
        {(figures) => (
          <>
            <Section title={t('figures.overview')} description={t('figures.overviewText')}>
              <Overview stats={figures} />
            </Section>
            <Section title={t('figures.tasks')} description={t('figures.tasksText')}>
              <TaskTable tasks={figures.tasks} />
            </Section>
            <ProcessFigures metrics={figures.process} />
          </>
        )}
      </QueryView>
    </>
  );
};
