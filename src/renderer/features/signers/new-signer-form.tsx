/** Makes a signer: a key under a passphrase, and a certificate that an office of this machine issues. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OfficeInfo, SignatureAlgorithm } from '../../../engine/model/index.ts';
import { FormFrame } from '../../components/form-frame.tsx';
import { isSoundPassphrase, NO_PASSPHRASE } from '../../components/passphrase-draft.ts';
import { SecretField } from '../../components/secret-field.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { AlgorithmSelect } from './algorithm-select.tsx';
import { KeptPassphrase } from './kept-passphrase.tsx';

type Props = { readonly offices: readonly OfficeInfo[]; readonly onDone: () => void };

export const NewSignerForm = ({ offices, onDone }: Props) => {
  const create = useCommand('signer.create');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [office, setOffice] = useState<string | null>(offices.length === 1 ? (offices[0]?.id ?? null) : null);
  const [officePassphrase, setOfficePassphrase] = useState('');
  const [algorithm, setAlgorithm] = useState<SignatureAlgorithm>('ecdsa-p256');
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [checked, setChecked] = useState(false);
  const needed = (missing: boolean): string | undefined => (checked && missing ? t('form.required') : undefined);
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() === '' || office === null || officePassphrase === '' || !isSoundPassphrase(draft)) return;
    const made = await create.send({
      name: name.trim(),
      office,
      officePassphrase,
      algorithm,
      passphrase: draft.passphrase,
      ...(email.trim() === '' ? {} : { email: email.trim() }),
    });
    if (made !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.form.signer')} busy={create.busy} error={create.error} onSubmit={submit}>
      <TextInput
        label={t('signers.name')}
        description={t('signers.nameText')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={needed(name.trim() === '')}
        withAsterisk
        aria-required
      />
      <TextInput label={t('signers.email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <Select
        label={t('signers.office')}
        data={offices.map(({ id, name: label }) => ({ value: id, label }))}
        value={office}
        onChange={setOffice}
        error={needed(office === null)}
        withAsterisk
        aria-required
      />
      <SecretField
        label={t('signers.officePassphrase')}
        description={t('signers.officePassphraseText')}
        value={officePassphrase}
        onChange={setOfficePassphrase}
        error={needed(officePassphrase === '')}
      />
      <AlgorithmSelect value={algorithm} onChange={setAlgorithm} />
      <KeptPassphrase draft={draft} onChange={setDraft} checked={checked} />
    </FormFrame>
  );
};
