/** Sets up a parameter sweep: over whom, which policy at which date, and which parameters take which values. */
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Page } from '../../components/page.tsx';
import { problemFinder } from '../../components/problem-at.tsx';
import { ProblemText } from '../../components/problem-text.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useFirstFault } from '../../state/use-first-fault.ts';
import { useGoOn } from '../../state/use-go-on.ts';
import { usePolicyBehind } from '../../state/use-policy-behind.ts';
import { useQuery } from '../../state/use-query.ts';
import { EvaluationOptions } from '../impact/evaluation-options.tsx';
import { documentChoices } from '../policies/document-choices.ts';
import { PopulationSelect } from '../populations/population-select.tsx';
import { AxisFields } from './axis-fields.tsx';
import { parameterChoices } from './parameter-choices.ts';
import { AXES_MAX, type AxisForm, axisAtFirst, missingOf, requestOf, type SweepForm } from './sweep-request.ts';

const FORM_AT_FIRST: SweepForm = { population: null, policy: null, date: '', axes: [axisAtFirst(1)], weight: null, workers: undefined };

/** Places that have a field here. */
const AT_FIELD = /^\/(?:weight$|vary\/\d)/;

export const SweepSetupScreen = () => {
  const goOn = useGoOn();
  const nameTask = useTasks((state) => state.name);
  const [form, setForm] = useState(FORM_AT_FIRST);
  const [sent, setSent] = useState(0);
  const start = useCommand('sweep.start');
  const formElement = useFirstFault(sent, start.error);
  const populations = useQuery('population.list', {});
  const documents = useQuery('document.list', {});
  const policy = usePolicyBehind(documents.value, form.policy);

  const set = (change: Partial<SweepForm>): void => setForm((before) => ({ ...before, ...change }));
  const setAxis = (changed: AxisForm): void => set({ axes: form.axes.map((axis) => (axis.key === changed.key ? changed : axis)) });
  const population = populations.value?.find(({ id }) => id === form.population);
  const choices = parameterChoices(policy, form.date);
  const missing = sent > 0 ? missingOf(form) : {};
  const refused = start.error?.problems ?? [];
  const problemAt = problemFinder({ missing, refused });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSent((count) => count + 1);
    const request = requestOf(form);
    if (request === undefined) return;
    const answer = await start.send(request);
    if (answer === undefined) return;
    const place = { screen: 'sweep', run: answer.run } as const;
    nameTask(answer.run, t('sweep.task', { population: population?.name ?? '' }), place);
    goOn(place);
  };

  return (
    <Page title={t('sweep.setup')} subtitle={t('sweep.setupText')} withBack>
      <form ref={formElement} onSubmit={submit} noValidate>
        <Section title={t('sweep.what')}>
          <Stack gap="md" maw={760}>
            <PopulationSelect
              populations={populations}
              value={form.population}
              onChange={(population) => set({ population })}
              error={problemAt('/population')}
            />
            <Group align="flex-start" gap="xs" wrap="nowrap">
              <Select
                flex={1}
                searchable
                label={t('sweep.policy')}
                placeholder={t('setup.reformChoose')}
                data={documentChoices(documents.value ?? [])}
                value={form.policy}
                title={form.policy ?? ''}
                onChange={(value) => set({ policy: value })}
                error={problemAt('/policy') ?? documents.error?.message}
                withAsterisk
                aria-required
              />
              <TextInput
                w={170}
                type="date"
                label={t('setup.date')}
                value={form.date}
                onChange={(event) => set({ date: event.currentTarget.value })}
                error={problemAt('/date')}
                withAsterisk
                aria-required
              />
            </Group>
          </Stack>
        </Section>
        <Section title={t('sweep.parameters')} description={t('sweep.parametersText')}>
          <Stack gap="sm" align="stretch">
            {form.axes.map((axis, index) => (
              <AxisFields
                key={axis.key}
                axis={axis}
                index={index}
                choices={choices}
                problemAt={problemAt}
                onChange={setAxis}
                onRemove={form.axes.length === 1 ? undefined : () => set({ axes: form.axes.filter(({ key }) => key !== axis.key) })}
              />
            ))}
            {problemAt('/vary') !== undefined && refused.some(({ pointer }) => pointer === '/vary') && (
              <Text size="sm" c="var(--mantine-color-error)" role="alert">
                <ProblemText problems={refused.filter(({ pointer }) => pointer === '/vary')} />
              </Text>
            )}
            {form.axes.length < AXES_MAX && (
              <Button
                variant="default"
                style={{ alignSelf: 'flex-start' }}
                onClick={() => set({ axes: [...form.axes, axisAtFirst(Math.max(...form.axes.map(({ key }) => key)) + 1)] })}
              >
                {t('sweep.add')}
              </Button>
            )}
          </Stack>
        </Section>
        <Section title={t('setup.options')}>
          <Stack gap="md" maw={520}>
            <EvaluationOptions
              columns={population?.columns}
              weight={form.weight}
              weightError={problemAt('/weight')}
              onWeight={(weight) => set({ weight })}
              workers={form.workers}
              onWorkers={(workers) => set({ workers })}
            />
          </Stack>
        </Section>
        <Stack gap="md" align="flex-start" maw={760}>
          {start.error !== undefined && (
            <ErrorNotice
              error={{ ...start.error, problems: refused.filter(({ pointer = '' }) => pointer !== '/vary' && !AT_FIELD.test(pointer)) }}
              onClose={start.clear}
            />
          )}
          <Button type="submit" loading={start.busy}>
            {t('setup.start')}
          </Button>
        </Stack>
      </form>
    </Page>
  );
};
