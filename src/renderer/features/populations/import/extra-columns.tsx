/** Columns that are kept though no policy asks for them: weights, regions, anything to group by or to measure on. */
import { ActionIcon, Button, Checkbox, Fieldset, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Mapping, Problem } from '../../../../engine/model/index.ts';
import { MendButtons } from '../../../components/mend-buttons.tsx';
import { ProblemText } from '../../../components/problem-text.tsx';
import { ScrollFrame } from '../../../components/scroll-frame.tsx';
import { t } from '../../../copy/t.ts';
import classes from './expression-table.module.css';
import { COLUMN_TYPES, type ExtraColumn, extraColumns, nameOfColumn, setExtra } from './mapping-draft.ts';

type Props = {
  readonly mapping: Mapping;
  readonly columns: readonly string[];
  readonly problems: readonly Problem[];
  readonly onChange: (mapping: Mapping) => void;
};

const TYPE_CHOICES = COLUMN_TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }));

/** A type of another kind, as a mapping written elsewhere may have it, is left to the JSON. */
const choicesFor = ({ type }: ExtraColumn) =>
  TYPE_CHOICES.some(({ value }) => value === type) ? TYPE_CHOICES : [...TYPE_CHOICES, { value: type, label: type }];

type RowProps = {
  readonly name: string;
  readonly extra: ExtraColumn;
  readonly problems: readonly Problem[];
  readonly onChange: (extra: ExtraColumn | undefined) => void;
};

const Row = ({ name, extra, problems, onChange }: RowProps) => (
  <Table.Tr className={classes.row}>
    <Table.Td>
      <code className="mono">{name}</code>
    </Table.Td>
    <Table.Td>
      <Select
        w={130}
        aria-label={t('mapping.extraTypeOf', { name })}
        data={choicesFor(extra)}
        value={extra.type}
        onChange={(value) => {
          const type = COLUMN_TYPES.find((known) => known === value);
          if (type !== undefined)
            onChange({ type, feel: extra.feel, ...(extra.nullable === undefined ? {} : { nullable: extra.nullable }) });
        }}
      />
    </Table.Td>
    <Table.Td>
      <TextInput
        aria-label={t('mapping.expressionOf', { name })}
        classNames={{ input: classes.feel }}
        value={extra.feel}
        onChange={(event) => onChange({ ...extra, feel: event.currentTarget.value })}
        error={
          problems.length === 0 ? undefined : (
            <>
              <ProblemText problems={problems} />
              <MendButtons text={extra.feel} problems={problems} onMend={(feel) => onChange({ ...extra, feel })} />
            </>
          )
        }
        spellCheck={false}
      />
    </Table.Td>
    <Table.Td>
      <Group gap="xs" wrap="nowrap">
        <Checkbox
          size="xs"
          label={t('mapping.extraNullable')}
          aria-label={t('mapping.extraNullableOf', { name })}
          checked={extra.nullable === true}
          onChange={(event) => onChange({ ...extra, nullable: event.currentTarget.checked })}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={t('mapping.extraRemove', { name })} onClick={() => onChange(undefined)}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </Group>
    </Table.Td>
  </Table.Tr>
);

export const ExtraColumns = ({ mapping, columns, problems, onChange }: Props) => {
  const [chosen, setChosen] = useState<string | null>(null);
  const kept = extraColumns(mapping);
  const taken = new Set([mapping.units.key, ...Object.values(mapping.inputs), ...kept.map(([, { feel }]) => feel)]);
  const keep = (column: string): void =>
    onChange(setExtra(mapping, nameOfColumn(column), { type: 'decimal', feel: column, nullable: true }));
  return (
    <Fieldset legend={t('mapping.extra')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('mapping.extraText')}
        </Text>
        {kept.length > 0 && (
          <ScrollFrame label={t('mapping.extra')}>
            <Table aria-label={t('mapping.extra')}>
              <Table.Thead className={classes.head}>
                <Table.Tr>
                  <Table.Th scope="col">{t('profile.column')}</Table.Th>
                  <Table.Th scope="col">{t('mapping.type')}</Table.Th>
                  <Table.Th scope="col" className={classes.expression}>
                    {t('mapping.expression')}
                  </Table.Th>
                  <Table.Th scope="col">{t('profile.nulls')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {kept.map(([name, extra]) => (
                  <Row
                    key={name}
                    name={name}
                    extra={extra}
                    problems={problems.filter(
                      ({ pointer }) => pointer !== undefined && (pointer === `/extra/${name}` || pointer.startsWith(`/extra/${name}/`)),
                    )}
                    onChange={(changed) => onChange(setExtra(mapping, name, changed))}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </ScrollFrame>
        )}
        <Group gap="xs">
          <Select
            w={260}
            searchable
            aria-label={t('mapping.extraColumn')}
            placeholder={t('mapping.extraColumn')}
            data={columns.filter((column) => !taken.has(column))}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            variant="default"
            disabled={chosen === null}
            onClick={() => {
              if (chosen !== null) keep(chosen);
              setChosen(null);
            }}
          >
            {t('mapping.extraAdd')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
};
