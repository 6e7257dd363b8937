/** Has an office issue another certificate to the key of a signer, in the place of the old one. */
import { Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OfficeInfo, SignerInfo } from '../../../engine/model/index.ts';
import { FormFrame } from '../../components/form-frame.tsx';
import { SecretField } from '../../components/secret-field.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

type Props = { readonly signer: SignerInfo; readonly offices: readonly OfficeInfo[]; readonly onDone: () => void };

/** The one that issued the old certificate, as far as its name tells; the only one, where there is no other. */
const officeOf = ({ issuer }: SignerInfo, offices: readonly OfficeInfo[]): string | null => {
  const named = offices.filter(({ name }) => name === issuer);
  const [only, another] = named.length === 0 ? offices : named;
  return only !== undefined && another === undefined ? only.id : null;
};

export const RenewForm = ({ signer, offices, onDone }: Props) => {
  const renewing = useCommand('signer.renew');
  const [name, setName] = useState(signer.name);
  const [email, setEmail] = useState(signer.email ?? '');
  const [office, setOffice] = useState(officeOf(signer, offices));
  const [officePassphrase, setOfficePassphrase] = useState('');
  const [secret, setSecret] = useState('');
  const [checked, setChecked] = useState(false);
  const hasKey = signer.kind === 'key-file';
  const needed = (missing: boolean): string | undefined => (checked && missing ? t('form.required') : undefined);
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() === '' || office === null || officePassphrase === '' || (hasKey && secret === '')) return;
    const input = { id: signer.id, office, officePassphrase, name: name.trim(), email: email.trim(), ...(hasKey && { secret }) };
    if ((await renewing.send(input)) !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.action.renew')} busy={renewing.busy} error={renewing.error} onSubmit={submit}>
      <Text size="sm">{t('signers.renewText')}</Text>
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
      {hasKey && (
        <SecretField
          label={t('signers.present')}
          description={t('signers.renewSecretText')}
          value={secret}
          onChange={setSecret}
          error={needed(secret === '')}
        />
      )}
    </FormFrame>
  );
};
