/** A passphrase or PIN that exists already. */
import { PasswordInput } from '@mantine/core';
import { t } from '../copy/t.ts';

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly required?: boolean;
};

export const SecretField = ({ label, description, value, onChange, error, required = true }: Props) => (
  <PasswordInput
    label={label}
    description={description}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    error={error}
    autoComplete="off"
    visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show', { of: label }), tabIndex: 0 }}
    withAsterisk={required}
    aria-required={required}
  />
);
