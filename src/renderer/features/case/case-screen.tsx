/** One case: what was decided on both sides, what made the difference, why step by step, from which facts; and its appeals. */
import { Alert, Button, Select } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { CaseExplanation, InputTypes } from '../../../engine/model/index.ts';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { useChosenCases } from '../../state/chosen-cases.ts';
import type { Place } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import { sideText } from '../impact/side-text.ts';
import { AppealDialog } from './appeal-dialog.tsx';
import { AppealSummary } from './appeal-summary.tsx';
import { CaseFacts } from './case-facts.tsx';
import classes from './case-screen.module.css';
import { DecisionComparison } from './decision-comparison.tsx';
import { ExplanationTree } from './explanation-tree.tsx';
import { SideCard } from './side-card.tsx';

type BodyProps = {
  readonly explained: CaseExplanation;
  readonly types: InputTypes;
  /** Index of the reform that is shown first. */
  readonly reform: number;
};

const Differences = ({ flips }: { readonly flips: readonly string[] }) => (
  <Section title={t('case.flips')}>
    {flips.length === 0 ? (
      <p className={classes.none}>{t('case.flipsNone')}</p>
    ) : (
      <ul className={classes.flips}>
        {flips.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    )}
  </Section>
);

const CaseBody = ({ explained, types, reform: first }: BodyProps) => {
  const { baseline, reforms } = explained;
  const [chosen, setChosen] = useState(first);
  const reform = reforms[chosen];
  if (reform === undefined) return null;
  return (
    <>
      {!explained.matchesStored && (
        <Alert
          role="alert"
          variant="default"
          mb="md"
          icon={<IconAlertTriangle color="var(--mantine-color-error)" />}
          title={t('case.differs')}
        >
          {t('case.differsText')}
        </Alert>
      )}
      {reforms.length > 1 && (
        <Select
          mb="md"
          maw={680}
          label={t('impact.compare')}
          title={sideText(reform)}
          data={reforms.map((side, index) => ({ value: String(index), label: sideText(side) }))}
          value={String(chosen)}
          onChange={(value) => setChosen(Number(value))}
        />
      )}
      <div className={classes.sides}>
        <SideCard heading={t('side.baseline')} side={baseline} />
        <SideCard heading={t('side.reform')} side={reform} />
      </div>
      <Differences flips={explained.flips[chosen] ?? []} />
      <Section title={t('case.why')} description={t('case.whyText')}>
        <div className={classes.sides}>
          <ExplanationTree label={t('case.treeOf', { side: t('side.baseline') })} nodes={baseline.explanation} />
          <ExplanationTree key={chosen} label={t('case.treeOf', { side: t('side.reform') })} nodes={reform.explanation} />
        </div>
      </Section>
      <Section
        title={t('case.decisions')}
        description={`${t(explained.matchesStored ? 'case.matches' : 'case.differs')} ${t('case.decisionsText')}`}
      >
        <DecisionComparison baseline={baseline} reform={reform} />
      </Section>
      <Section title={t('case.facts')} description={t('case.factsText')}>
        <CaseFacts inputs={explained.inputs} types={types} />
      </Section>
    </>
  );
};

const Appeals = ({ runs }: { readonly runs: readonly string[] }) => (
  <Section title={t('case.appeals')} description={t('case.appealsText')}>
    {runs.length === 0 ? <p className={classes.none}>{t('case.appealsNone')}</p> : runs.map((run) => <AppealSummary key={run} run={run} />)}
  </Section>
);

export const CaseScreen = ({ run, unit, reform = 0 }: Extract<Place, { readonly screen: 'case' }>) => {
  const explained = useQuery('case.explain', { run, unit }, { run });
  const impact = useQuery('impact.result', { run }, { run });
  const profile = useQuery('population.profile', impact.value === undefined ? undefined : { population: impact.value.population.id });
  const [appealing, setAppealing] = useState(false);
  const look = useChosenCases((state) => state.look);
  useEffect(() => look(run, unit), [look, run, unit]);
  const types = profile.value?.info.columns ?? {};

  return (
    <Page
      title={t('case.title', { unit })}
      subtitle={impact.value === undefined ? '' : t('case.subtitle', { population: impact.value.population.name })}
      actions={
        <Button disabled={explained.value === undefined || profile.value === undefined} onClick={() => setAppealing(true)}>
          {t('appeal.open')}
        </Button>
      }
      withBack
    >
      <QueryView query={explained} rows={12}>
        {(answer) => (
          <>
            <CaseBody explained={answer} types={types} reform={reform} />
            <Appeals runs={answer.appeals} />
            <AppealDialog explained={answer} types={types} opened={appealing} onClose={() => setAppealing(false)} />
          </>
        )}
      </QueryView>
    </Page>
  );
};
