/** Approves or rejects: the step's own form, a note, and the two buttons. */
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PendingApproval } from '../../../engine/model/index.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { draftsAtFirst, problemsElsewhere, readDrafts, schemaFields } from '../../components/schema-form/schema-fields.ts';
import { SchemaForm } from '../../components/schema-form/schema-form.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { useFirstFault } from '../../state/use-first-fault.ts';

type Decision = 'approved' | 'rejected';
type Props = { readonly approval: PendingApproval; readonly onDecided: (decision: Decision) => void };

const NOTE_MAX = 4_000;

export const DecisionForm = ({ approval, onDecided }: Props) => {
  const decide = useCommand('run.decide');
  const schema = approval.form;
  const fields = useMemo(() => (schema === undefined ? [] : schemaFields(schema)), [schema]);
  const [drafts, setDrafts] = useState(() => draftsAtFirst(fields));
  const [note, setNote] = useState('');
  const [sent, setSent] = useState(0);
  const [wanted, setWanted] = useState<Decision>();
  const form = useFirstFault(sent, decide.error);
  const read = readDrafts(fields, drafts);
  const refused = decide.error?.problems ?? [];

  const send = async (decision: Decision): Promise<void> => {
    setSent((count) => count + 1);
    setWanted(decision);
    if (read.problems.length > 0) return;
    const answer = await decide.send({
      run: approval.run,
      step: approval.step,
      decision,
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(schema !== undefined && { form: read.value }),
    });
    if (answer !== undefined) onDecided(decision);
  };
  return (
    <form ref={form} onSubmit={(event) => event.preventDefault()} noValidate>
      <Stack gap="md" maw={620}>
        <SchemaForm fields={fields} drafts={drafts} problems={[...(sent > 0 ? read.problems : []), ...refused]} onChange={setDrafts} />
        <Textarea
          label={t('approval.note')}
          description={t('approval.noteText')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={NOTE_MAX}
          autosize
          minRows={2}
          maxRows={8}
        />
        {decide.error !== undefined && (
          <ErrorNotice error={{ ...decide.error, problems: problemsElsewhere(fields, refused) }} onClose={decide.clear} />
        )}
        <Text size="sm" c="dimmed">
          {t('approval.text')}
        </Text>
        <Group gap="xs">
          <Button loading={decide.busy && wanted === 'approved'} disabled={decide.busy} onClick={() => send('approved')}>
            {t('approval.approve')}
          </Button>
          <Button variant="default" loading={decide.busy && wanted === 'rejected'} disabled={decide.busy} onClick={() => send('rejected')}>
            {t('approval.reject')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
