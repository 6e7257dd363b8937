/** Several numbers in one field, each taken with Enter: limits of bands, poverty lines. */
import { TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = {
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  readonly width?: number;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly error?: ReactNode;
};

/** A comma stands within numbers in many languages, so it does not part them here. */
const SEPARATORS = [' ', ';'];

export const LimitsInput = ({ label, description, placeholder = '', width, value, onChange, error }: Props) => (
  <TagsInput
    {...(width === undefined ? {} : { w: width })}
    label={label}
    description={description}
    placeholder={value.length === 0 ? placeholder : ''}
    value={[...value]}
    onChange={(changed) => onChange(changed.map((text) => text.trim()))}
    splitChars={SEPARATORS}
    acceptValueOnBlur
    error={error}
  />
);
