/** Takes in a signer from a PKCS#12 file; its key is kept here under a passphrase of its own. */
import { useState } from 'react';
import { shell } from '../../api.ts';
import { FileField } from '../../components/file-field.tsx';
import { FormFrame } from '../../components/form-frame.tsx';
import { isSoundPassphrase, NO_PASSPHRASE } from '../../components/passphrase-draft.ts';
import { SecretField } from '../../components/secret-field.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { KeptPassphrase } from './kept-passphrase.tsx';

export const Pkcs12Form = ({ onDone }: { readonly onDone: () => void }) => {
  const importing = useCommand('signer.importPkcs12');
  const [path, setPath] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [checked, setChecked] = useState(false);
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (path === null || !isSoundPassphrase(draft)) return;
    if ((await importing.send({ path, password, passphrase: draft.passphrase })) !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.form.pkcs12')} busy={importing.busy} error={importing.error} onSubmit={submit}>
      <FileField
        label={t('signers.pkcs12File')}
        path={path}
        pick={() => shell('pickOpen', { kind: 'pkcs12' })}
        onPick={setPath}
        error={checked && path === null ? t('form.required') : undefined}
        required
      />
      <SecretField
        label={t('signers.pkcs12Password')}
        description={t('signers.pkcs12PasswordText')}
        value={password}
        onChange={setPassword}
        required={false}
      />
      <KeptPassphrase draft={draft} onChange={setDraft} checked={checked} />
    </FormFrame>
  );
};
