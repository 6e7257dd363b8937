/** Fields for a JSON value that a schema describes. What is wrong stands at its field, with the place inside of it where that is deeper. */
import { Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';
import { ProblemText } from '../problem-text.tsx';
import { type Drafts, problemsOf, type SchemaField } from './schema-fields.ts';

type Props = {
  readonly fields: readonly SchemaField[];
  readonly drafts: Drafts;
  /** With pointers into the value. */
  readonly problems: readonly Problem[];
  readonly onChange: (drafts: Drafts) => void;
};

const YES_NO = [
  { value: 'true', label: t('schema.yes') },
  { value: 'false', label: t('schema.no') },
];

/** "/0/date: must be a date": where in the field's own value, for who has to find it there. */
const placed = ({ pointer }: SchemaField, problem: Problem): Problem => {
  const inside = (problem.pointer ?? '').slice(pointer.length);
  return inside === '' ? problem : { ...problem, message: `${inside}: ${problem.message}` };
};

const errorOf = (field: SchemaField, problems: readonly Problem[]): ReactNode => {
  const found = problemsOf(field, problems);
  return found.length === 0 ? undefined : <ProblemText problems={found.map((problem) => placed(field, problem))} />;
};

type FieldProps = {
  readonly field: SchemaField;
  readonly draft: string;
  readonly error: ReactNode;
  readonly onChange: (draft: string) => void;
};

const Field = ({ field, draft, error, onChange }: FieldProps) => {
  const { label, description, kind, required } = field;
  const common = { label, description, error, withAsterisk: required, 'aria-required': required, value: draft };
  switch (kind) {
    case 'boolean':
    case 'choice':
      return (
        <Select
          {...common}
          data={kind === 'boolean' ? YES_NO : [...field.choices]}
          value={draft === '' ? null : draft}
          placeholder={t('schema.choose')}
          clearable={!required}
          clearButtonProps={{ 'aria-label': t('file.clearOf', { what: label }) }}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'json':
    case 'longText':
      return (
        <Textarea
          {...common}
          description={kind === 'json' ? [description, t('schema.jsonText')].filter((part) => part !== undefined).join(' ') : description}
          onChange={(event) => onChange(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={16}
          spellCheck={kind !== 'json'}
          {...(kind === 'json' ? { styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } } } : {})}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          type={kind === 'date' ? 'date' : 'text'}
          {...(kind === 'number' || kind === 'integer' ? { inputMode: kind === 'integer' ? 'numeric' : 'decimal' } : {})}
          {...(kind === 'date' ? { styles: { wrapper: { width: 200 } } } : {})}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
};

export const SchemaForm = ({ fields, drafts, problems, onChange }: Props) =>
  fields.length > 0 && (
    <Stack gap="md">
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          draft={drafts[field.name] ?? ''}
          error={errorOf(field, problems)}
          onChange={(draft) => onChange({ ...drafts, [field.name]: draft })}
        />
      ))}
    </Stack>
  );
