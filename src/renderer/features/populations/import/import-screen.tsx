/** Imports a population from CSV files: the files, the policy whose inputs it has to have, the mapping between them, the import. */
import { Box, Button, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { InputOf, WireError } from '../../../../engine/contract.ts';
import type { Failure, Mapping, Problem, SourcePreview } from '../../../../engine/model/index.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Page } from '../../../components/page.tsx';
import { ProblemList } from '../../../components/problem-list.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { TaskPanel } from '../../../components/task-panel.tsx';
import { counted, t } from '../../../copy/t.ts';
import { useTask, useTasks, useUnderWay } from '../../../state/tasks.ts';
import { useCommand } from '../../../state/use-command.ts';
import { usePolicy } from '../../../state/use-policy.ts';
import { useQuery } from '../../../state/use-query.ts';
import { useSettled } from '../../../state/use-settled.ts';
import { PolicySelect } from '../../policies/policy-select.tsx';
import { PopulationResult } from '../population-result.tsx';
import { finished } from './mapping-draft.ts';
import { type Columns, MappingEditor } from './mapping-editor.tsx';
import { SourceFiles, type Sources } from './source-files.tsx';

/** What the mapping is made for; another choice of files or policy calls for another mapping. */
type Choice = InputOf<'population.suggestMapping'>;

const choiceOf = (policy: string | null, { units, members }: Sources): Choice | undefined =>
  policy === null || units === null ? undefined : { policy, unitsPath: units, ...(members === null ? {} : { membersPath: members }) };

/** A problem of the mapping is shown at the row of its expression; the others stand in the notice. */
const isAtField = ({ pointer }: Problem): boolean =>
  pointer !== undefined && /^\/(?:inputs\/|extra\/|members\/fields\/|units\/key$|members\/key$)/.test(pointer);

/**
 * Columns to choose from. Members without a file of their own stand in the units' file, as rows or as a list in each row; of such a list the
 * preview has no columns, so those that the mapping names are offered.
 */
const columnsOf = ({ members }: Mapping, units: SourcePreview | undefined, own: SourcePreview | undefined): Columns => {
  const named = members === undefined ? [] : [members.key, ...Object.values(members.fields)];
  return { units: units?.columns ?? [], members: own?.columns ?? [...new Set([...named, ...(units?.columns ?? [])])] };
};

/** A refusal, with those of its problems that are not shown at a field. */
const ImportRefusal = ({ error, onClose }: { readonly error: WireError | Failure; readonly onClose?: () => void }) => {
  const all = error.problems ?? [];
  const problems = all.filter((problem) => !isAtField(problem));
  return (
    <Stack gap="xs" mt="sm">
      <ErrorNotice error={{ ...error, problems }} {...(onClose === undefined ? {} : { onClose })} />
      {problems.length < all.length && <Text size="sm">{counted('import.problemsAbove', all.length - problems.length)}</Text>}
    </Stack>
  );
};

export const ImportScreen = () => {
  const [sources, setSources] = useState<Sources>({ units: null, members: null });
  const [policyReference, setPolicyReference] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [edited, setEdited] = useState<{ readonly choice: string; readonly mapping: Mapping }>();
  const [checked, setChecked] = useState(false);
  const [started, setStarted] = useState<string>();

  const choice = choiceOf(policyReference, sources);
  const choiceKey = choice === undefined ? '' : JSON.stringify(choice);
  const policy = usePolicy(policyReference);
  const suggested = useQuery('population.suggestMapping', choice);
  const previews = {
    units: useQuery('source.preview', sources.units === null ? undefined : { path: sources.units }),
    members: useQuery('source.preview', sources.members === null ? undefined : { path: sources.members }),
  };
  const suggestion = suggested.stale ? undefined : suggested.value;
  const mapping = edited?.choice === choiceKey ? edited.mapping : suggestion;

  const sent = mapping === undefined ? undefined : JSON.stringify(finished(mapping));
  // Files, policy and mapping settle together: a mapping is never held against the files of another choice.
  const asked = useSettled(choice === undefined || sent === undefined ? undefined : JSON.stringify({ ...choice, mapping: sent }));
  const question: InputOf<'mapping.check'> | undefined = asked === undefined ? undefined : JSON.parse(asked);
  const check = useQuery('mapping.check', question);

  const send = useCommand('population.import');
  const nameTask = useTasks((state) => state.name);
  const task = useTask(started);
  const running = useUnderWay(started);
  const failure = task?.end?.status === 'failed' ? task.end.failure : undefined;
  const refusal = send.error ?? failure;

  // What was said of the mapping as it is now wins over what was said of it when it was sent.
  const mappingProblems = check.value?.problems ?? refusal?.problems ?? [];
  const elsewhere = mappingProblems.filter((problem) => !isAtField(problem));

  const mappingPart = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal !== undefined) mappingPart.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);

  const start = async (): Promise<void> => {
    setChecked(true);
    if (choice === undefined || sent === undefined || name.trim() === '') return;
    setStarted(undefined);
    const answer = await send.send({ ...choice, name: name.trim(), mapping: sent });
    if (answer === undefined) return;
    nameTask(answer.task, t('import.task', { name: name.trim() }), { screen: 'populations' });
    setStarted(answer.task);
  };

  return (
    <Page title={t('import.title')} subtitle={t('import.subtitle')} withBack>
      <Section title={t('import.files')}>
        <SourceFiles sources={sources} previews={previews} onChange={setSources} unitsMissing={checked && sources.units === null} />
      </Section>
      <Section title={t('import.policy')}>
        <Box maw={520}>
          <PolicySelect
            label={t('import.policyLabel')}
            description={t('import.policyText')}
            value={policyReference}
            onChange={setPolicyReference}
            error={checked && policyReference === null ? t('import.policyMissing') : undefined}
          />
        </Box>
      </Section>
      <Section title={t('import.mapping')} description={t('import.mappingText')}>
        {choice === undefined || policy === undefined ? (
          <Text size="sm" c="dimmed">
            {t('import.mappingLater')}
          </Text>
        ) : (
          <QueryView query={suggested}>
            {() =>
              mapping !== undefined && (
                <div ref={mappingPart}>
                  <MappingEditor
                    key={choiceKey}
                    mapping={mapping}
                    inputs={policy.inputs}
                    columns={columnsOf(mapping, previews.units.value, previews.members.value)}
                    problems={mappingProblems}
                    onChange={(changed) => setEdited({ choice: choiceKey, mapping: changed })}
                  />
                  {elsewhere.length > 0 && <ProblemList problems={elsewhere} />}
                  {check.value !== undefined && (
                    <Text size="sm" c="dimmed" mt="sm" role="status">
                      {check.value.problems.length === 0 ? t('mapping.fits') : counted('mapping.problems', check.value.problems.length)}
                    </Text>
                  )}
                </div>
              )
            }
          </QueryView>
        )}
      </Section>
      <Section title={t('import.finish')}>
        <Stack gap="md" maw={640} align="flex-start">
          <TextInput
            w="100%"
            maw={520}
            label={t('import.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={checked && name.trim() === '' ? t('form.required') : undefined}
            withAsterisk
            aria-required
          />
          <Button loading={send.busy} disabled={running} onClick={start}>
            {t('import.start')}
          </Button>
          {send.error !== undefined && <ImportRefusal error={send.error} onClose={send.clear} />}
        </Stack>
        {started !== undefined && send.error === undefined && (
          <TaskPanel task={started} label={t('import.task', { name })} failed={(failed) => <ImportRefusal error={failed} />}>
            {(answer) => 'population' in answer && <PopulationResult population={answer.population} />}
          </TaskPanel>
        )}
      </Section>
    </Page>
  );
};
