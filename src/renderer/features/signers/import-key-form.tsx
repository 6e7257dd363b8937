/** Takes in a signer or an office from a recovery file of this program; here it gets a passphrase of its own. */
import { useState } from 'react';
import { FormFrame } from '../../components/form-frame.tsx';
import { KeyFileFields, NO_KEY_FILE } from '../../components/key-file-fields.tsx';
import { isSoundPassphrase, NO_PASSPHRASE } from '../../components/passphrase-draft.ts';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { KeptPassphrase } from './kept-passphrase.tsx';

export const ImportKeyForm = ({ onDone }: { readonly onDone: () => void }) => {
  const importing = useCommand('signer.importKey');
  const [file, setFile] = useState(NO_KEY_FILE);
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [checked, setChecked] = useState(false);
  const submit = async (): Promise<void> => {
    setChecked(true);
    const { path, passphrase: secret } = file;
    if (path === null || secret === '' || !isSoundPassphrase(draft)) return;
    if ((await importing.send({ path, secret, passphrase: draft.passphrase })) !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.form.key')} busy={importing.busy} error={importing.error} onSubmit={submit}>
      <KeyFileFields draft={file} onChange={setFile} checked={checked} />
      <KeptPassphrase draft={draft} onChange={setDraft} checked={checked} />
    </FormFrame>
  );
};
