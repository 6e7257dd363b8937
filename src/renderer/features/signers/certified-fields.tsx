/** Whom a certificate names, and the office that issues it: what is asked for a new signer and for one whose certificate is renewed. */
import { Select, TextInput } from '@mantine/core';
import type { OfficeInfo } from '../../../engine/model/index.ts';
import { SecretField } from '../../components/secret-field.tsx';
import { t } from '../../copy/t.ts';

export type CertifiedDraft = {
  readonly name: string;
  readonly email: string;
  /** Identifier of the office. */
  readonly office: string | null;
  readonly officePassphrase: string;
};

type Props = {
  readonly offices: readonly OfficeInfo[];
  readonly draft: CertifiedDraft;
  readonly onChange: (draft: CertifiedDraft) => void;
  /** Whether what is missing is said. */
  readonly checked: boolean;
};

export const CertifiedFields = ({ offices, draft, onChange, checked }: Props) => {
  const { name, email, office, officePassphrase } = draft;
  const change = (part: Partial<CertifiedDraft>): void => onChange({ ...draft, ...part });
  const needed = (missing: boolean): string | undefined => (checked && missing ? t('form.required') : undefined);
  return (
    <>
      <TextInput
        label={t('signers.name')}
        description={t('signers.nameText')}
        value={name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={needed(name.trim() === '')}
        withAsterisk
        aria-required
      />
      <TextInput label={t('signers.email')} value={email} onChange={(event) => change({ email: event.currentTarget.value })} />
      <Select
        label={t('signers.office')}
        data={offices.map(({ id, name: label }) => ({ value: id, label }))}
        value={office}
        onChange={(id) => change({ office: id })}
        error={needed(office === null)}
        withAsterisk
        aria-required
      />
      <SecretField
        label={t('signers.officePassphrase')}
        description={t('signers.officePassphraseText')}
        value={officePassphrase}
        onChange={(secret) => change({ officePassphrase: secret })}
        error={needed(officePassphrase === '')}
      />
    </>
  );
};
