/** Makes a signer: a key under a passphrase, and a certificate that an office of this machine issues. */
import { useState } from 'react';
import type { OfficeInfo, SignatureAlgorithm } from '../../../engine/model/index.ts';
import { FormFrame } from '../../components/form-frame.tsx';
import { isSoundPassphrase, NO_PASSPHRASE } from '../../components/passphrase-draft.ts';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { AlgorithmSelect } from './algorithm-select.tsx';
import { type CertifiedDraft, CertifiedFields } from './certified-fields.tsx';
import { KeptPassphrase } from './kept-passphrase.tsx';

type Props = { readonly offices: readonly OfficeInfo[]; readonly onDone: () => void };

export const NewSignerForm = ({ offices, onDone }: Props) => {
  const create = useCommand('signer.create');
  const [certified, setCertified] = useState<CertifiedDraft>({
    name: '',
    email: '',
    office: offices.length === 1 ? (offices[0]?.id ?? null) : null,
    officePassphrase: '',
  });
  const [algorithm, setAlgorithm] = useState<SignatureAlgorithm>('ecdsa-p256');
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [checked, setChecked] = useState(false);
  const submit = async (): Promise<void> => {
    setChecked(true);
    const { name, email, office, officePassphrase } = certified;
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
      <CertifiedFields offices={offices} draft={certified} onChange={setCertified} checked={checked} />
      <AlgorithmSelect value={algorithm} onChange={setAlgorithm} />
      <KeptPassphrase draft={draft} onChange={setDraft} checked={checked} />
    </FormFrame>
  );
};
