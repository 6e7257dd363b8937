/** Makes an office: a key and a root certificate that issues those of signers. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SignatureAlgorithm } from '../../../engine/model/index.ts';
import { FormFrame } from '../../components/form-frame.tsx';
import { NewPassphrase } from '../../components/new-passphrase.tsx';
import { isSoundPassphrase, NO_PASSPHRASE, passphraseFaults } from '../../components/passphrase-draft.ts';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { AlgorithmSelect } from './algorithm-select.tsx';

const COUNTRY = /^(?:[A-Z]{2})?$/;

export const OfficeForm = ({ onDone }: { readonly onDone: () => void }) => {
  const create = useCommand('signer.createOffice');
  const [name, setName] = useState('');
  const [country, setCountry] = useState('');
  const [algorithm, setAlgorithm] = useState<SignatureAlgorithm>('ecdsa-p256');
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [checked, setChecked] = useState(false);
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() === '' || !COUNTRY.test(country) || !isSoundPassphrase(draft)) return;
    const { passphrase } = draft;
    const made = await create.send({ name: name.trim(), algorithm, passphrase, ...(country === '' ? {} : { country }) });
    if (made !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.form.office')} busy={create.busy} error={create.error} onSubmit={submit}>
      <TextInput
        label={t('offices.name')}
        description={t('offices.nameText')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={checked && name.trim() === '' ? t('form.required') : undefined}
        withAsterisk
        aria-required
      />
      <TextInput
        label={t('offices.country')}
        description={t('offices.countryText')}
        value={country}
        onChange={(event) => setCountry(event.currentTarget.value.toUpperCase())}
        error={checked && !COUNTRY.test(country) ? t('offices.countryWrong') : undefined}
        maxLength={2}
        w={220}
      />
      <AlgorithmSelect value={algorithm} onChange={setAlgorithm} />
      <NewPassphrase
        label={t('offices.passphrase')}
        description={t('offices.passphraseText')}
        draft={draft}
        onChange={setDraft}
        faults={checked ? passphraseFaults(draft) : {}}
      />
    </FormFrame>
  );
};
