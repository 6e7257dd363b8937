/** Forms that write the log's private key under a passphrase, and take it in on another machine. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FileField } from '../../components/file-field.tsx';
import { NewPassphrase } from '../../components/new-passphrase.tsx';
import { isSoundPassphrase, NO_PASSPHRASE, passphraseFaults } from '../../components/passphrase-draft.ts';
import { SecretField } from '../../components/secret-field.tsx';
import { WrittenFile } from '../../components/written-file.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

export const ExportLogKey = () => {
  const exporting = useCommand('logKey.export');
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [outPath, setOutPath] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const [written, setWritten] = useState<AnswerOf<'logKey.export'>>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (outPath === null || !isSoundPassphrase(draft)) return;
    setWritten(await exporting.send({ outPath, passphrase: draft.passphrase }));
  };
  if (written !== undefined) {
    return (
      <div role="status">
        <Text size="sm" mb="xs">
          {t('logKey.exported')}
        </Text>
        <WrittenFile file={written} />
      </div>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <NewPassphrase
          label={t('passphrase.ofFile')}
          description={t('passphrase.ofFileText')}
          draft={draft}
          onChange={setDraft}
          faults={checked ? passphraseFaults(draft) : {}}
        />
        <FileField
          label={t('written.path')}
          path={outPath}
          pick={() => shell('pickSave', { kind: 'key', suggestedName: t('logKey.fileName') })}
          onPick={setOutPath}
          error={checked && outPath === null ? t('form.required') : undefined}
          required
        />
        {exporting.error !== undefined && <ErrorNotice error={exporting.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={exporting.busy}>
            {t('logKey.export')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

export const ImportLogKey = ({ onDone }: { readonly onDone: () => void }) => {
  const importing = useCommand('logKey.import');
  const [passphrase, setPassphrase] = useState('');
  const [path, setPath] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (path === null || passphrase === '') return;
    if ((await importing.send({ path, passphrase })) !== undefined) onDone();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FileField
          label={t('written.path')}
          path={path}
          pick={() => shell('pickOpen', { kind: 'key' })}
          onPick={setPath}
          error={checked && path === null ? t('form.required') : undefined}
          required
        />
        <SecretField
          label={t('passphrase.ofFile')}
          value={passphrase}
          onChange={setPassphrase}
          error={checked && passphrase === '' ? t('form.required') : undefined}
        />
        {importing.error !== undefined && <ErrorNotice error={importing.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={importing.busy}>
            {t('logKey.import')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
