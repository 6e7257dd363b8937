/** The result of an impact analysis: headline figures, then transitions, groups or cases. */
import { Select, Tabs } from '@mantine/core';
import type { ImpactResult } from '../../../engine/model/index.ts';
import { Facts } from '../../components/facts.tsx';
import { formatDuration } from '../../components/format/duration.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import type { ImpactView } from '../../state/place.ts';
import { usePolicy } from '../../state/use-policy.ts';
import { AllFigures } from './all-figures.tsx';
import { CaseList } from './case-list.tsx';
import { GroupSection } from './group-section.tsx';
import { HeadlineFigures } from './headline-figures.tsx';
import classes from './impact-result-view.module.css';
import { DistributionSection } from './measures/distribution-section.tsx';
import { LimitsSection } from './measures/limits-section.tsx';
import { SizeBands } from './measures/size-bands.tsx';
import { OutcomeChart } from './outcome-chart.tsx';
import { ReformComparison } from './reform-comparison.tsx';
import { sideText } from './side-text.ts';
import { TransitionMatrix } from './transition-matrix.tsx';

/** What was not measured has no tab. */
const tabsOf = ({ measures, amount }: ImpactResult): readonly ImpactView['tab'][] => [
  'overview',
  'groups',
  ...(amount !== '' && measures.bands !== undefined ? (['sizes'] as const) : []),
  ...(measures.inequality === undefined ? [] : (['distribution'] as const)),
  ...(measures.nearThreshold.length === 0 && measures.needsReview === undefined && measures.marginalRate === undefined
    ? []
    : (['limits'] as const)),
  'cases',
];

type Props = { readonly result: ImpactResult; readonly view: ImpactView; readonly onView: (view: ImpactView) => void };

const Overview = ({ result, view, onView }: Props) => (
  <>
    {result.reforms.length > 1 && (
      <Section title={t('comparison.title')}>
        <ReformComparison result={result} chosen={view.reform} onChoose={(reform) => onView({ ...view, reform, after: 0 })} />
      </Section>
    )}
    <div className={classes.columns}>
      <Section title={t('matrix.title')} description={t('matrix.text')}>
        <TransitionMatrix
          outcomes={result.outcomes}
          counts={result.matrix[view.reform] ?? []}
          onSelect={(from, to) => onView({ ...view, tab: 'cases', from, to, change: 'any', after: 0 })}
        />
      </Section>
      <Section title={t('outcomes.title')} description={t('outcomes.text')}>
        <OutcomeChart
          outcomes={result.outcomes}
          baseline={result.totals.baseline}
          reform={result.totals.reforms[view.reform]?.outcomes ?? {}}
        />
      </Section>
    </div>
    <Section
      title={t('allFigures.title')}
      description={t(result.measures.weight === undefined ? 'allFigures.text' : 'allFigures.textWeighted')}
    >
      <AllFigures result={result} reform={view.reform} />
    </Section>
    <Section title={t('resultHash.title')} description={t('resultHash.text')}>
      <Facts
        facts={[
          [t('resultHash.hash'), <HashText key="hash" hash={result.resultHash} of={t('resultHash.hash')} whole />],
          [
            t('resultHash.population'),
            <HashText key="population" hash={result.population.fingerprint} of={t('resultHash.population')} whole />,
          ],
          [t('resultHash.baseline'), <HashText key="baseline" hash={result.baseline.hash} of={t('resultHash.baseline')} whole />],
          [
            t('resultHash.reform'),
            <HashText key="reform" hash={result.reforms[view.reform]?.hash ?? ''} of={t('resultHash.reform')} whole />,
          ],
          [t('resultHash.elapsed'), formatDuration(result.elapsedMs)],
        ]}
      />
    </Section>
  </>
);

export const ImpactResultView = (props: Props) => {
  const { result, view, onView } = props;
  const figures = result.totals.reforms[view.reform];
  const compared = result.reforms[view.reform];
  const policy = usePolicy(`${result.baseline.policy}@${result.baseline.version}`);
  const tabs = tabsOf(result);
  const toTab = (value: string | null): void => {
    const tab = tabs.find((known) => known === value);
    if (tab !== undefined) onView({ ...view, tab });
  };
  return (
    <>
      {result.reforms.length > 1 && (
        <Select
          mb="md"
          maw={680}
          label={t('impact.compare')}
          title={compared === undefined ? '' : sideText(compared)}
          data={result.reforms.map((side, index) => ({ value: String(index), label: sideText(side) }))}
          value={String(view.reform)}
          onChange={(value) => onView({ ...view, reform: Number(value), after: 0 })}
        />
      )}
      {figures !== undefined && <HeadlineFigures figures={figures} units={result.totals.units} amount={result.amount} policy={policy} />}
      <Tabs value={view.tab} onChange={toTab}>
        <Tabs.List mb="md">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`impact.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview {...props} />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupSection result={result} reform={view.reform} />
        </Tabs.Panel>
        <Tabs.Panel value="sizes">
          <SizeBands result={result} reform={view.reform} />
        </Tabs.Panel>
        <Tabs.Panel value="distribution">
          <DistributionSection result={result} reform={view.reform} />
        </Tabs.Panel>
        <Tabs.Panel value="limits">
          <LimitsSection result={result} reform={view.reform} />
        </Tabs.Panel>
        <Tabs.Panel value="cases">
          <CaseList result={result} view={view} onView={onView} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
};
