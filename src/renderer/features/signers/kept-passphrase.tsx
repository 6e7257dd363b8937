/** The passphrase under which a signer's key is kept on this machine. */
import { NewPassphrase } from '../../components/new-passphrase.tsx';
import { type PassphraseDraft, passphraseFaults } from '../../components/passphrase-draft.ts';
import { t } from '../../copy/t.ts';

type Props = {
  readonly draft: PassphraseDraft;
  readonly onChange: (draft: PassphraseDraft) => void;
  /** Whether the form was sent, so that faults show. */
  readonly checked: boolean;
};

export const KeptPassphrase = ({ draft, onChange, checked }: Props) => (
  <NewPassphrase
    label={t('signers.passphrase')}
    description={t('signers.passphraseText')}
    draft={draft}
    onChange={onChange}
    faults={checked ? passphraseFaults(draft) : {}}
  />
);
