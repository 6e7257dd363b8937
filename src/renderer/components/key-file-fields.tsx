/** A file with a key, chosen, and the passphrase that it is kept under. */
import type { Dispatch, SetStateAction } from 'react';
import { shell } from '../api.ts';
import { t } from '../copy/t.ts';
import { FileField } from './file-field.tsx';
import { SecretField } from './secret-field.tsx';

export type KeyFileDraft = { readonly path: string | null; readonly passphrase: string };

export const NO_KEY_FILE: KeyFileDraft = { path: null, passphrase: '' };

type Props = {
  readonly draft: KeyFileDraft;
  /** Gets what to make of the draft: the passphrase may be typed while the file is still being chosen. */
  readonly onChange: Dispatch<SetStateAction<KeyFileDraft>>;
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
        onPick={(path) => onChange((current) => ({ ...current, path }))}
        error={missing(draft.path !== null)}
        required
      />
      <SecretField
        label={t('passphrase.ofFile')}
        value={draft.passphrase}
        onChange={(passphrase) => onChange((current) => ({ ...current, passphrase }))}
        error={missing(draft.passphrase !== '')}
      />
    </>
  );
};
