/** Takes in a signer or an office from a recovery file of this program; here it gets a passphrase of its own. */
import { useState } from 'react';
import { shell } from '../../api.ts';
import { FileField } from '../../components/file-field.tsx';
import { FormFrame } from '../../components/form-frame.tsx';
import { isSoundPassphrase, NO_PASSPHRASE } from '../../components/passphrase-draft.ts';
import { SecretField } from '../../components/secret-field.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { KeptPassphrase } from './kept-passphrase.tsx';

export const ImportKeyForm = ({ onDone }: { readonly onDone: () => void }) => {
  const importing = useCommand('signer.importKey');
  const [path, setPath] = useState<string | null>(null);
  const [secret, setSecret] = useState('');
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [checked, setChecked] = useState(false);
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (path === null || secret === '' || !isSoundPassphrase(draft)) return;
    if ((await importing.send({ path, secret, passphrase: draft.passphrase })) !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.form.key')} busy={importing.busy} error={importing.error} onSubmit={submit}>
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
        value={secret}
        onChange={setSecret}
        error={checked && secret === '' ? t('form.required') : undefined}
      />
      <KeptPassphrase draft={draft} onChange={setDraft} checked={checked} />
    </FormFrame>
  );
};
