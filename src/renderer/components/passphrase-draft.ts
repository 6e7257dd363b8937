/** A new passphrase as it is being typed, and what is wrong with it before the engine is asked. */
import { t } from '../copy/t.ts';

export type PassphraseDraft = { readonly passphrase: string; readonly again: string };

export const NO_PASSPHRASE: PassphraseDraft = { passphrase: '', again: '' };

/** Shorter ones the engine refuses, too; said here so that no key is made first. */
export const PASSPHRASE_CHARACTERS_MIN = 12;

/** Empty where nothing is wrong. Whether it is among the most common ones, the engine says. */
export const passphraseFaults = ({ passphrase, again }: PassphraseDraft): { readonly passphrase?: string; readonly again?: string } => {
  if (passphrase === '') return { passphrase: t('form.required') };
  if ([...passphrase].length < PASSPHRASE_CHARACTERS_MIN) return { passphrase: t('passphrase.short', { min: PASSPHRASE_CHARACTERS_MIN }) };
  return again === passphrase ? {} : { again: t('passphrase.differs') };
};

export const isSoundPassphrase = (draft: PassphraseDraft): boolean => Object.keys(passphraseFaults(draft)).length === 0;
