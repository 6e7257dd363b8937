/** A new passphrase, typed twice, with what is asked of it. */
import { PasswordInput, Stack } from '@mantine/core';
import { t } from '../copy/t.ts';
import type { PassphraseDraft } from './passphrase-draft.ts';

type Props = {
  readonly label: string;
  readonly description: string;
  readonly draft: PassphraseDraft;
  readonly onChange: (draft: PassphraseDraft) => void;
  /** What is wrong with it, once the form was sent. */
  readonly faults: { readonly passphrase?: string; readonly again?: string };
};

export const NewPassphrase = ({ label, description, draft, onChange, faults }: Props) => (
  <Stack gap="xs">
    <PasswordInput
      label={label}
      description={`${description} ${t('passphrase.rules')}`}
      value={draft.passphrase}
      onChange={(event) => onChange({ ...draft, passphrase: event.currentTarget.value })}
      error={faults.passphrase}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show', { of: label }), tabIndex: 0 }}
      withAsterisk
      aria-required
    />
    <PasswordInput
      label={t('passphrase.again', { of: label })}
      value={draft.again}
      onChange={(event) => onChange({ ...draft, again: event.currentTarget.value })}
      error={faults.again}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show', { of: t('passphrase.again', { of: label }) }), tabIndex: 0 }}
      withAsterisk
      aria-required
    />
  </Stack>
);
