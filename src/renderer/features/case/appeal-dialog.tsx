/** Files an appeal: corrected facts and a note. The original decision is never changed; the appeal is a run of its own. */
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppealView, CaseExplanation, InputTypes } from '../../../engine/model/index.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { AppealOutcome } from './appeal-outcome.tsx';
import { CorrectionRows } from './correction-rows.tsx';
import { type Correction, correctables, evidenceOf, problemsByCorrection } from './evidence-draft.ts';

type Props = { readonly explained: CaseExplanation; readonly types: InputTypes; readonly opened: boolean; readonly onClose: () => void };

const NOTE_MAX = 4_000;
const CORRECTIONS_AT_FIRST: readonly Correction[] = [{ key: 1, fact: null, value: '' }];

const AppealForm = ({
  explained,
  types,
  onFiled,
}: Omit<Props, 'opened' | 'onClose'> & { readonly onFiled: (appeal: AppealView) => void }) => {
  const file = useCommand('appeal.file');
  const [corrections, setCorrections] = useState(CORRECTIONS_AT_FIRST);
  const [note, setNote] = useState('');
  const [checked, setChecked] = useState(false);
  const facts = correctables(explained.inputs, types);
  const incomplete = corrections.some(({ fact }) => fact === null);
  const problems = problemsByCorrection(facts, corrections, file.error?.problems ?? []);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (incomplete) return;
    const { run, unit } = explained;
    const appeal = await file.send({ run, unit, evidence: evidenceOf(facts, corrections, note) });
    if (appeal !== undefined) onFiled(appeal);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('appeal.text')}
        </Text>
        <CorrectionRows facts={facts} corrections={corrections} problems={problems.at} onChange={setCorrections} />
        {checked && incomplete && (
          <Text size="sm" c="error" role="alert">
            {t('appeal.incomplete')}
          </Text>
        )}
        <Textarea
          label={t('appeal.note')}
          description={t('appeal.noteText')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={NOTE_MAX}
          rows={3}
        />
        {file.error !== undefined && <ErrorNotice error={{ ...file.error, problems: problems.elsewhere }} />}
        <Group justify="flex-end">
          <Button type="submit" loading={file.busy}>
            {t('appeal.file')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

export const AppealDialog = ({ explained, types, opened, onClose }: Props) => {
  const [filed, setFiled] = useState<AppealView>();
  const close = (): void => {
    setFiled(undefined);
    onClose();
  };
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={filed === undefined ? t('appeal.title', { unit: explained.unit }) : t('appeal.filed')}
      size="xl"
    >
      {filed === undefined ? (
        <AppealForm explained={explained} types={types} onFiled={setFiled} />
      ) : (
        <Stack gap="md">
          <AppealOutcome appeal={filed} />
          <Group justify="flex-end">
            <Button onClick={close}>{t('action.close')}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
};
