/** The sides that the baseline is compared with: reforms, other policies, or the baseline itself at another date. */
import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { DocumentInfo } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';
import { documentChoices } from '../policies/document-choices.ts';
import { REFORMS_MAX, type ReformChoice } from './impact-request.ts';

type Props = {
  readonly reforms: readonly ReformChoice[];
  readonly documents: readonly DocumentInfo[];
  readonly baseline: string | null;
  readonly problems: { readonly [key: number]: string };
  readonly onChange: (reforms: readonly ReformChoice[]) => void;
};

export const ReformRows = ({ reforms, documents, baseline, problems, onChange }: Props) => {
  const change = (key: number, changed: Partial<ReformChoice>): void =>
    onChange(reforms.map((reform) => (reform.key === key ? { ...reform, ...changed } : reform)));
  const add = (): void => onChange([...reforms, { key: Math.max(...reforms.map(({ key }) => key)) + 1, reference: null, date: '' }]);

  return (
    <Stack gap="xs">
      {reforms.map(({ key, reference, date }, index) => (
        <Group key={key} align="flex-start" gap="xs" wrap="nowrap">
          <Select
            flex={1}
            searchable
            label={t('setup.reform', { number: index + 1 })}
            placeholder={t('setup.reformChoose')}
            data={documentChoices(documents, baseline)}
            value={reference}
            title={reference ?? ''}
            onChange={(value) => change(key, { reference: value })}
            error={problems[key]}
            withAsterisk
            aria-required
          />
          <TextInput
            w={170}
            type="date"
            label={t('setup.reformDate', { number: index + 1 })}
            value={date}
            onChange={(event) => change(key, { date: event.currentTarget.value })}
          />
          <ActionIcon
            mt={20}
            size={32}
            variant="subtle"
            color="gray"
            disabled={reforms.length === 1}
            aria-label={t('setup.reformRemove', { number: index + 1 })}
            onClick={() => onChange(reforms.filter((reform) => reform.key !== key))}
          >
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        </Group>
      ))}
      <Button variant="default" disabled={reforms.length >= REFORMS_MAX} onClick={add} style={{ alignSelf: 'flex-start' }}>
        {t('setup.reformAdd')}
      </Button>
    </Stack>
  );
};
