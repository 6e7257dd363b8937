/** Two fields that cases are grouped by at once: every pair of their values is a group. */
import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../copy/t.ts';
import type { FieldGroup } from './field-choices.ts';

type Props = {
  readonly fields: readonly FieldGroup[];
  readonly disabled: boolean;
  /** Given "region+income:quantiles=5". */
  readonly onAdd: (by: string) => void;
};

export const CombineFields = ({ fields, disabled, onAdd }: Props) => {
  const [first, setFirst] = useState<string | null>(null);
  const [second, setSecond] = useState<string | null>(null);
  const add = (): void => {
    if (first === null || second === null) return;
    onAdd(`${first}+${second}`);
    setFirst(null);
    setSecond(null);
  };
  return (
    <Group gap="xs" wrap="nowrap" align="flex-end">
      <Select
        flex={1}
        searchable
        label={t('setup.combine')}
        placeholder={t('measures.fieldChoose')}
        data={fields}
        value={first}
        onChange={setFirst}
      />
      <Select
        flex={1}
        searchable
        aria-label={t('setup.combineWith')}
        placeholder={t('setup.combineWith')}
        data={fields}
        value={second}
        onChange={setSecond}
      />
      <Button variant="default" flex="none" disabled={disabled || first === null || second === null || first === second} onClick={add}>
        {t('setup.combineAdd')}
      </Button>
    </Group>
  );
};
