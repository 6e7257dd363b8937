/** Writes key and certificate as one file under a passphrase of its own, for recovery and for another machine. */
import { Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { FormFrame } from '../../components/form-frame.tsx';
import { fileStem } from '../../components/format/file-stem.ts';
import { NewPassphrase } from '../../components/new-passphrase.tsx';
import { isSoundPassphrase, NO_PASSPHRASE, passphraseFaults } from '../../components/passphrase-draft.ts';
import { SecretField } from '../../components/secret-field.tsx';
import { WrittenKey } from '../../components/written-key.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

export const KeyForm = ({ id, name }: { readonly id: string; readonly name: string }) => {
  const exporting = useCommand('signer.exportKey');
  const [secret, setSecret] = useState('');
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [checked, setChecked] = useState(false);
  const [written, setWritten] = useState<AnswerOf<'signer.exportKey'>>();
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (secret === '' || !isSoundPassphrase(draft)) return;
    const outPath = await shell('pickSave', { kind: 'key', suggestedName: `${fileStem(name, 'signer')}.probity-key` });
    if (outPath !== null) setWritten(await exporting.send({ id, secret, outPath, passphrase: draft.passphrase }));
  };
  if (written !== undefined) return <WrittenKey text={t('signers.keyWritten')} file={written} />;
  return (
    <FormFrame
      action={t('action.asks', { action: t('signers.action.key') })}
      busy={exporting.busy}
      error={exporting.error}
      onSubmit={submit}
    >
      <Text size="sm">{t('signers.keyText')}</Text>
      <SecretField
        label={t('signers.present')}
        value={secret}
        onChange={setSecret}
        error={checked && secret === '' ? t('form.required') : undefined}
      />
      <NewPassphrase
        label={t('passphrase.ofFile')}
        description={t('passphrase.ofFileText')}
        draft={draft}
        onChange={setDraft}
        faults={checked ? passphraseFaults(draft) : {}}
      />
    </FormFrame>
  );
};
