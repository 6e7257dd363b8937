/** What this process has counted and timed since it opened the workspace: by task function, and what it took to write. */
import { Select, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import type { LiveMetrics } from '../../../../engine/model/index.ts';
import { Facts } from '../../../components/facts.tsx';
import { formatMoment } from '../../../components/format/moment.ts';
import { wholeNumber } from '../../../components/format/whole-number.ts';
import { Section } from '../../../components/section.tsx';
import { t } from '../../../copy/t.ts';
import { HistogramChart } from './histogram-chart.tsx';

export const ProcessFigures = ({ metrics }: { readonly metrics: LiveMetrics }) => {
  const [chosen, setChosen] = useState<string | null>(null);
  const task = metrics.tasks.find((one) => one.task === chosen) ?? metrics.tasks[0];
  return (
    <Section title={t('figures.process')} description={t('figures.processText', { since: formatMoment(metrics.since) })}>
      <Facts
        facts={[
          [t('figures.ended'), wholeNumber(metrics.steps)],
          [t('figures.retries'), wholeNumber(metrics.retries)],
          [t('figures.late'), wholeNumber(metrics.late)],
          [t('figures.commits'), t('figures.commitsOf', { moves: metrics.moves, commits: metrics.commits })],
        ]}
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }} mt="md" spacing="xl">
        <HistogramChart title={t('figures.commitMs')} histogram={metrics.commitMs} />
      </SimpleGrid>
      {task !== undefined && (
        <>
          <Select
            w={320}
            mt="lg"
            mb="md"
            searchable
            label={t('letters.task')}
            data={metrics.tasks.map((one) => one.task)}
            value={task.task}
            onChange={setChosen}
          />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
            <HistogramChart title={t('figures.queueMs')} histogram={task.queueMs} />
            <HistogramChart title={t('figures.runMs')} histogram={task.runMs} />
          </SimpleGrid>
        </>
      )}
    </Section>
  );
};
