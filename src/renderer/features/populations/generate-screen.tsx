/** Makes a synthetic population for a policy: the same seed gives the same population. */
import { Button, NumberInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { groupingOf } from '../../components/format/grouping.ts';
import { locale } from '../../components/format/locale.ts';
import { Page } from '../../components/page.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { t } from '../../copy/t.ts';
import { useTasks, useUnderWay } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { PolicySelect } from '../policies/policy-select.tsx';
import { PopulationResult } from './population-result.tsx';

const UNITS_MAX = 10_000_000;
const UNITS_AT_FIRST = 100_000;

export const GenerateScreen = () => {
  const [name, setName] = useState('');
  const [policy, setPolicy] = useState<string | null>(null);
  const [units, setUnits] = useState<number | undefined>(UNITS_AT_FIRST);
  const [seed, setSeed] = useState('1');
  const [checked, setChecked] = useState(false);
  const [started, setStarted] = useState<string>();
  const generate = useCommand('population.generate');
  const nameTask = useTasks((state) => state.name);
  const running = useUnderWay(started);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === '' || policy === null || units === undefined || seed.trim() === '') return;
    setStarted(undefined);
    const answer = await generate.send({ name: name.trim(), policy, units, seed: seed.trim() });
    if (answer === undefined) return;
    nameTask(answer.task, t('generate.task', { name: name.trim() }), { screen: 'populations' });
    setStarted(answer.task);
  };
  const needed = (missing: boolean): string | undefined => (checked && missing ? t('form.required') : undefined);

  return (
    <Page title={t('generate.title')} subtitle={t('generate.subtitle')} withBack>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw={520} align="stretch">
          <TextInput
            label={t('generate.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={needed(name.trim() === '')}
            withAsterisk
            aria-required
          />
          <PolicySelect
            label={t('generate.policy')}
            description={t('generate.policyText')}
            value={policy}
            onChange={setPolicy}
            error={needed(policy === null)}
          />
          <NumberInput
            label={t('generate.units')}
            description={t('generate.unitsText', { max: UNITS_MAX })}
            value={units ?? ''}
            onChange={(value) => setUnits(typeof value === 'number' ? value : undefined)}
            min={1}
            max={UNITS_MAX}
            allowDecimal={false}
            allowNegative={false}
            {...groupingOf(locale())}
            hideControls
            error={needed(units === undefined)}
            withAsterisk
            aria-required
          />
          <TextInput
            label={t('generate.seed')}
            description={t('generate.seedText')}
            value={seed}
            onChange={(event) => setSeed(event.currentTarget.value)}
            error={needed(seed.trim() === '')}
            withAsterisk
            aria-required
          />
          <Button type="submit" loading={generate.busy} disabled={running} style={{ alignSelf: 'flex-start' }}>
            {t('generate.start')}
          </Button>
          {generate.error !== undefined && <ErrorNotice error={generate.error} onClose={generate.clear} />}
          {started !== undefined && (
            <TaskPanel task={started} label={t('generate.task', { name })}>
              {(answer) => 'population' in answer && <PopulationResult population={answer.population} />}
            </TaskPanel>
          )}
        </Stack>
      </form>
    </Page>
  );
};
