/** Types of source columns that stand in calculations. A column used alone is read as its input's type and needs none. */
import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Mapping } from '../../../../engine/model/index.ts';
import { t } from '../../../copy/t.ts';
import { COLUMN_TYPES, type ColumnType, columnTypes, type Side, setColumnType } from './mapping-draft.ts';

type Props = {
  readonly side: Side;
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
};

const isColumnType = (value: string | null): value is ColumnType => COLUMN_TYPES.some((type) => type === value);
const TYPE_CHOICES = COLUMN_TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }));

export const ColumnTypes = ({ side, columns, mapping, onChange }: Props) => {
  const [added, setAdded] = useState<string | null>(null);
  const declared = columnTypes(mapping, side);
  const free = columns.filter((column) => !declared.some(([name]) => name === column));
  const set = (column: string, type: string | null): void => {
    if (isColumnType(type)) onChange(setColumnType(mapping, side, column, type));
  };

  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t(`mapping.columnTypes.${side}`)}
      </Text>
      {declared.map(([column, type]) => (
        <Group key={column} gap="xs">
          <Text size="sm" ff="monospace" w={220} className="ellipsis" title={column}>
            {column}
          </Text>
          <Select
            w={160}
            aria-label={t('mapping.columnTypeOf', { column })}
            data={TYPE_CHOICES}
            value={type.type}
            onChange={(value) => set(column, value)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('mapping.columnTypeRemove', { column })}
            onClick={() => onChange(setColumnType(mapping, side, column, undefined))}
          >
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs">
        <Select
          w={220}
          searchable
          aria-label={t('mapping.columnTypeColumn')}
          placeholder={t('mapping.columnTypeColumn')}
          data={free}
          value={added}
          onChange={setAdded}
        />
        <Button
          variant="default"
          disabled={added === null}
          onClick={() => {
            if (added !== null) set(added, 'decimal');
            setAdded(null);
          }}
        >
          {t('mapping.columnTypeAdd')}
        </Button>
      </Group>
    </Stack>
  );
};
