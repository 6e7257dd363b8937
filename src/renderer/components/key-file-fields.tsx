/** A file with a key, chosen, and the passphrase that it is kept under. */
import { shell } from '../api.ts';
import { t } from '../copy/t.ts';
import { FileField } from './file-field.tsx';
import { SecretField } from './secret-field.tsx';

export type KeyFileDraft = { readonly path: string | null; readonly passphrase: string };

export const NO_KEY_FILE: KeyFileDraft = { path: null, passphrase: '' };

type Props = {
  readonly draft: KeyFileDraft;
  readonly onChange: (draft: KeyFileDraft) => void;
  /** Whether what is missing is said. */
  readonly checked: boolean;
};

export const KeyFileFields = ({ draft, onChange, checked }: Props) => {
  const missing = (isThere: boolean) => (checked && !isThere ? t('form.required') : undefined);
  return (
    <>
      <FileField
        label={t('written.path')}
        path={draft.path}
        pick={() => shell('pickOpen', { kind: 'key' })}
        onPick={(path) => onChange({ ...draft, path })}
        error={missing(draft.path !== null)}
        required
      />
      <SecretField
        label={t('passphrase.ofFile')}
        value={draft.passphrase}
        onChange={(passphrase) => onChange({ ...draft, passphrase })}
        error={missing(draft.passphrase !== '')}
      />
    </>
  );
};
