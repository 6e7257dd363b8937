/** Sets up an impact analysis: over whom, from which policy, to which reforms, at which dates, by which groups. */
import { Box, Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Problem } from '../../../engine/model/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Page } from '../../components/page.tsx';
import { problemFinder } from '../../components/problem-at.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import type { Place } from '../../state/place.ts';
import { useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useFirstFault } from '../../state/use-first-fault.ts';
import { useGoOn } from '../../state/use-go-on.ts';
import { usePolicy } from '../../state/use-policy.ts';
import { useQuery } from '../../state/use-query.ts';
import { PolicySelect } from '../policies/policy-select.tsx';
import { PopulationSelect } from '../populations/population-select.tsx';
import { CombineFields } from './combine-fields.tsx';
import { EvaluationOptions } from './evaluation-options.tsx';
import { combinationsOf, groupFields } from './field-choices.ts';
import { type ImpactForm, problemsOf, requestOf } from './impact-request.ts';
import { MEASURES_AT_FIRST } from './measures/measures-form.ts';
import { MeasuresSection } from './measures/measures-section.tsx';
import { ReformRows } from './reform-rows.tsx';

const GROUPS_MAX = 8;

const FORM_AT_FIRST: ImpactForm = {
  population: null,
  baseline: null,
  date: '',
  reforms: [{ key: 1, reference: null, date: '' }],
  by: [],
  measures: MEASURES_AT_FIRST,
  workers: undefined,
};

/** Schema and plan name the same place with and without the field that the measures are sent in. */
const placeOf = ({ pointer = '' }: Problem): string => pointer.replace(/^\/measures(?=\/)/, '');

/** Places that have a field here; what is wrong elsewhere stands in the notice. */
const AT_FIELD = /^\/(?:by|weight|bands|resource|nearThreshold|marginalRate)(?:\/|$)/;
const isAtField = (problem: Problem): boolean => AT_FIELD.test(placeOf(problem));

export const ImpactSetupScreen = (begun: Extract<Place, { readonly screen: 'impact-setup' }>) => {
  const goOn = useGoOn();
  const nameTask = useTasks((state) => state.name);
  const [form, setForm] = useState<ImpactForm>({
    ...FORM_AT_FIRST,
    population: begun.population ?? null,
    baseline: begun.baseline ?? null,
    reforms: [{ key: 1, reference: begun.reform ?? null, date: '' }],
  });
  const [sent, setSent] = useState(0);
  const start = useCommand('impact.start');
  const formElement = useFirstFault(sent, start.error);
  const populations = useQuery('population.list', {});
  const documents = useQuery('document.list', {});
  const policy = usePolicy(form.baseline);

  const set = (change: Partial<ImpactForm>): void => setForm((before) => ({ ...before, ...change }));
  const problems = sent > 0 ? problemsOf(form) : { reforms: {}, measures: {} };
  const population = populations.value?.find(({ id }) => id === form.population);
  const refused = start.error?.problems ?? [];
  const problemAt = problemFinder({ missing: problems.measures, refused, placeOf });

  const fields = groupFields(population?.columns, policy);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSent((count) => count + 1);
    const request = requestOf(form);
    if (request === undefined) return;
    const answer = await start.send(request);
    if (answer === undefined) return;
    const place = { screen: 'impact', run: answer.run } as const;
    nameTask(answer.run, t('setup.task', { population: population?.name ?? '' }), place);
    goOn(place);
  };

  return (
    <Page title={t('setup.title')} subtitle={t('setup.subtitle')} withBack>
      <form ref={formElement} onSubmit={submit} noValidate>
        <Section title={t('setup.whom')}>
          <Box maw={520}>
            <PopulationSelect
              populations={populations}
              value={form.population}
              onChange={(chosen) => set({ population: chosen })}
              error={problems.population}
            />
          </Box>
        </Section>
        <Section title={t('setup.baseline')} description={t('setup.baselineText')}>
          <Group align="flex-start" gap="xs" maw={760} wrap="nowrap">
            <Box flex={1}>
              <PolicySelect
                label={t('setup.policy')}
                value={form.baseline}
                onChange={(baseline) => set({ baseline })}
                error={problems.baseline}
              />
            </Box>
            <TextInput
              w={170}
              type="date"
              label={t('setup.date')}
              value={form.date}
              onChange={(event) => set({ date: event.currentTarget.value })}
              error={problems.date}
              withAsterisk
              aria-required
            />
          </Group>
        </Section>
        <Section title={t('setup.reforms')} description={t('setup.reformsText')}>
          <Box maw={760}>
            <ReformRows
              reforms={form.reforms}
              documents={documents.value ?? []}
              baseline={form.baseline}
              problems={problems.reforms}
              onChange={(reforms) => set({ reforms })}
            />
          </Box>
        </Section>
        <Section title={t('setup.options')}>
          <Stack gap="md" maw={520}>
            <MultiSelect
              searchable
              label={t('setup.by')}
              description={t('setup.byText')}
              data={[...fields, ...combinationsOf(form.by)]}
              value={[...form.by]}
              onChange={(by) => set({ by })}
              maxValues={GROUPS_MAX}
              error={problemAt('/by')}
              nothingFoundMessage={t('setup.byNone')}
            />
            <CombineFields
              fields={fields}
              disabled={form.by.length >= GROUPS_MAX}
              onAdd={(combination) => set({ by: [...new Set([...form.by, combination])] })}
            />
            <EvaluationOptions
              columns={population?.columns}
              weight={form.measures.weight}
              weightError={problemAt('/weight')}
              onWeight={(weight) => set({ measures: { ...form.measures, weight } })}
              workers={form.workers}
              onWorkers={(workers) => set({ workers })}
            />
          </Stack>
        </Section>
        <Section title={t('measures.title')} description={t('measures.text')}>
          <MeasuresSection
            measures={form.measures}
            columns={population?.columns}
            policy={policy}
            problemAt={problemAt}
            onChange={(measures) => set({ measures })}
          />
        </Section>
        <Stack gap="md" align="flex-start" maw={760}>
          {start.error !== undefined && (
            <ErrorNotice error={{ ...start.error, problems: refused.filter((problem) => !isAtField(problem)) }} onClose={start.clear} />
          )}
          <Button type="submit" loading={start.busy}>
            {t('setup.start')}
          </Button>
        </Stack>
      </form>
    </Page>
  );
};
