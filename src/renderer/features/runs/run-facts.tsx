/** What is known of a run as a whole: its template, who started it and when, and the runs that it belongs to. */
import type { ReactNode } from 'react';
import type { RunView } from '../../../engine/model/index.ts';
import { Facts } from '../../components/facts.tsx';
import { formatDuration } from '../../components/format/duration.ts';
import { formatMoment } from '../../components/format/moment.ts';
import { HashText } from '../../components/hash-text.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';

type Fact = readonly [name: string, value: ReactNode];

const RunLink = ({ run, step }: { readonly run: string; readonly step?: string }) => (
  <TextLink to={{ screen: 'run', run, ...(step !== undefined && { step }) }} wrap>
    {step === undefined ? run : t('run.atStep', { run, step })}
  </TextLink>
);

const relations = ({ originalRun, parent, forkOf }: RunView): readonly Fact[] => [
  ...(originalRun === undefined ? [] : [[t('run.appealOf'), <RunLink key="original" run={originalRun} />] as const]),
  ...(parent === undefined ? [] : [[t('run.parent'), <RunLink key="parent" {...parent} />] as const]),
  ...(forkOf === undefined ? [] : [[t('run.forkOf'), <RunLink key="fork" {...forkOf} />] as const]),
];

export const RunFacts = ({ run }: { readonly run: RunView }) => {
  const reference = `${run.template.id}@${run.template.version}`;
  return (
    <Facts
      facts={[
        [
          t('run.template'),
          <TextLink key="template" to={{ screen: 'document', kind: 'workflow', reference }}>
            {reference}
          </TextLink>,
        ],
        [t('run.templateHash'), <HashText key="hash" hash={run.template.hash} of={t('run.templateHash')} />],
        [t('runs.column.actor'), run.actor],
        [t('runs.column.created'), formatMoment(run.createdAt)],
        ...(run.endedAt === undefined
          ? []
          : [
              [t('run.ended'), formatMoment(run.endedAt)] as const,
              [t('runs.column.duration'), formatDuration(Date.parse(run.endedAt) - Date.parse(run.createdAt))] as const,
            ]),
        ...relations(run),
      ]}
    />
  );
};
