/** Form that makes a new workspace: its name and the file it lives in. */
import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { WorkspaceInfo } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FileField } from '../../components/file-field.tsx';
import { fileStem } from '../../components/format/file-stem.ts';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import classes from './start-screen.module.css';

export const CreateWorkspace = ({ onCreated }: { readonly onCreated: (workspace: WorkspaceInfo) => void }) => {
  const create = useCommand('workspace.create');
  const [name, setName] = useState('');
  const [path, setPath] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const nameMissing = name.trim() === '';

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (nameMissing || path === null) return;
    const workspace = await create.send({ name: name.trim(), path });
    if (workspace !== undefined) onCreated(workspace);
  };

  return (
    <form className={classes.panel} onSubmit={submit} noValidate aria-labelledby="create-title">
      <Stack gap="sm">
        <h2 id="create-title" className={classes.panelTitle}>
          {t('start.create.title')}
        </h2>
        <TextInput
          label={t('start.create.name')}
          placeholder={t('start.create.namePlaceholder')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={checked && nameMissing ? t('form.required') : undefined}
          withAsterisk
          aria-required
        />
        <FileField
          label={t('start.create.place')}
          path={path}
          pick={() => shell('pickSave', { kind: 'workspace', suggestedName: `${fileStem(name, 'workspace')}.probity` })}
          onPick={setPath}
          error={checked && path === null ? t('start.create.placeMissing') : undefined}
          required
        />
        {create.error !== undefined && <ErrorNotice error={create.error} onClose={create.clear} />}
        <Button type="submit" loading={create.busy}>
          {t('start.create.action')}
        </Button>
      </Stack>
    </form>
  );
};
