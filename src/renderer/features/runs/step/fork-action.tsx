/** Forks a run from a step: a new run that takes over what was completed before, maybe on other facts. */
import { Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RunView, StepView } from '../../../../engine/model/index.ts';
import { ConfirmedAction } from '../../../components/confirmed-action.tsx';
import { type Drafts, draftsAtFirst, problemsElsewhere, type SchemaField } from '../../../components/schema-form/schema-fields.ts';
import { SchemaForm } from '../../../components/schema-form/schema-form.tsx';
import { t } from '../../../copy/t.ts';
import { useCommand } from '../../../state/use-command.ts';
import { useGoOn } from '../../../state/use-go-on.ts';
import { useQuery } from '../../../state/use-query.ts';
import { inputFields, readInput } from '../input-fields.ts';

const NO_FIELDS: readonly SchemaField[] = [];

export const ForkAction = ({ run, step }: { readonly run: RunView; readonly step: StepView }) => {
  const fork = useCommand('run.fork');
  const goOn = useGoOn();
  const [changes, setChanges] = useState(false);
  const [written, setWritten] = useState<Drafts>({});
  const [checked, setChecked] = useState(false);
  const template = useQuery('document.get', { kind: 'workflow', reference: `${run.template.id}@${run.template.version}` }, { run: run.id });
  const body = template.value?.body;
  const fields = useMemo(() => (body === undefined ? NO_FIELDS : inputFields(body, run.input)), [body, run.input]);
  // The template may come after the dialog was opened: what nobody has written over is as the run began.
  const drafts = { ...draftsAtFirst(fields), ...written };
  const read = readInput(fields, drafts);
  const refused = fork.error?.problems ?? [];

  const confirm = async (): Promise<boolean> => {
    setChecked(true);
    if (changes && read.input === undefined) return false;
    const answer = await fork.send({ run: run.id, step: step.path, ...(changes && read.input !== undefined && { input: read.input }) });
    if (answer !== undefined) goOn({ screen: 'run', run: answer.run });
    return answer !== undefined;
  };
  return (
    <ConfirmedAction
      label={t('run.fork.label')}
      title={t('run.fork.title', { step: step.title })}
      text={t('run.fork.text')}
      confirm={t('run.fork.confirm')}
      busy={fork.busy}
      error={fork.error === undefined ? undefined : { ...fork.error, problems: changes ? problemsElsewhere(fields, refused) : refused }}
      onOpen={() => {
        fork.clear();
        setChanges(false);
        setChecked(false);
        setWritten({});
      }}
      onConfirm={confirm}
    >
      <Switch
        label={t('run.fork.changes')}
        description={t('run.fork.changesText')}
        checked={changes}
        onChange={(event) => setChanges(event.currentTarget.checked)}
      />
      {changes && (
        <SchemaForm fields={fields} drafts={drafts} problems={[...(checked ? read.problems : []), ...refused]} onChange={setWritten} />
      )}
    </ConfirmedAction>
  );
};
