/** Has an office issue another certificate to the key of a signer, in the place of the old one. */
import { Text } from '@mantine/core';
import { useState } from 'react';
import type { OfficeInfo, SignerInfo } from '../../../engine/model/index.ts';
import { FormFrame } from '../../components/form-frame.tsx';
import { SecretField } from '../../components/secret-field.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { type CertifiedDraft, CertifiedFields } from './certified-fields.tsx';

type Props = { readonly signer: SignerInfo; readonly offices: readonly OfficeInfo[]; readonly onDone: () => void };

/** The one that issued the old certificate, as far as its name tells; the only one, where there is no other. */
const officeOf = ({ issuer }: SignerInfo, offices: readonly OfficeInfo[]): string | null => {
  const named = offices.filter(({ name }) => name === issuer);
  const [only, another] = named.length === 0 ? offices : named;
  return only !== undefined && another === undefined ? only.id : null;
};

export const RenewForm = ({ signer, offices, onDone }: Props) => {
  const renewing = useCommand('signer.renew');
  const [draft, setDraft] = useState<CertifiedDraft>({
    name: signer.name,
    email: signer.email ?? '',
    office: officeOf(signer, offices),
    officePassphrase: '',
  });
  const [secret, setSecret] = useState('');
  const [checked, setChecked] = useState(false);
  const hasKey = signer.kind === 'key-file';
  const submit = async (): Promise<void> => {
    setChecked(true);
    const { name, email, office, officePassphrase } = draft;
    if (name.trim() === '' || office === null || officePassphrase === '' || (hasKey && secret === '')) return;
    const input = { id: signer.id, office, officePassphrase, name: name.trim(), email: email.trim(), ...(hasKey && { secret }) };
    if ((await renewing.send(input)) !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.action.renew')} busy={renewing.busy} error={renewing.error} onSubmit={submit}>
      <Text size="sm">{t('signers.renewText')}</Text>
      <CertifiedFields offices={offices} draft={draft} onChange={setDraft} checked={checked} />
      {hasKey && (
        <SecretField
          label={t('signers.present')}
          description={t('signers.renewSecretText')}
          value={secret}
          onChange={setSecret}
          error={checked && secret === '' ? t('form.required') : undefined}
        />
      )}
    </FormFrame>
  );
};
