/** The mapping as a form: keys, one expression per input, types of columns; or as its JSON. */
import { Fieldset, Group, Radio, Select, Stack, Tabs, TagsInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { InputTypes, Mapping, Problem } from '../../../../engine/model/index.ts';
import { ProblemText } from '../../../components/problem-text.tsx';
import { t } from '../../../copy/t.ts';
import { ColumnTypes } from './column-types.tsx';
import { ExpressionTable, scalarInputs } from './expression-table.tsx';
import { ExtraColumns } from './extra-columns.tsx';
import { type Side, setField, setInput, setKey, setNulls, setRows } from './mapping-draft.ts';

export type Columns = { readonly [side in Side]: readonly string[] };

type Props = {
  readonly mapping: Mapping;
  readonly inputs: InputTypes;
  readonly columns: Columns;
  readonly problems: readonly Problem[];
  readonly onChange: (mapping: Mapping) => void;
};

const problemAt = (problems: readonly Problem[], pointer: string): ReactNode => {
  const found = problems.filter((problem) => problem.pointer === pointer);
  return found.length === 0 ? undefined : <ProblemText problems={found} />;
};

const UnitsPart = ({ mapping, inputs, columns, problems, onChange }: Props) => (
  <Fieldset legend={t('mapping.units')}>
    <Stack gap="md">
      <Group align="flex-start" gap="xl">
        <Select
          w={260}
          searchable
          label={t('mapping.unitsKey')}
          description={t('mapping.unitsKeyText')}
          data={columns.units}
          value={mapping.units.key}
          error={problemAt(problems, '/units/key')}
          onChange={(key) => key !== null && onChange(setKey(mapping, 'units', key))}
        />
        <Radio.Group
          label={t('mapping.rows')}
          description={t('mapping.rowsText')}
          value={mapping.units.rows ?? 'each'}
          onChange={(rows) => onChange(setRows(mapping, rows === 'first' ? 'first' : 'each'))}
        >
          <Group mt={8}>
            <Radio size="xs" value="each" label={t('mapping.rows.each')} />
            <Radio size="xs" value="first" label={t('mapping.rows.first')} />
          </Group>
        </Radio.Group>
      </Group>
      <ExpressionTable
        caption={t('mapping.units')}
        types={scalarInputs(inputs)}
        expressions={mapping.inputs}
        pointer="/inputs"
        problems={problems}
        onChange={(name, feel) => onChange(setInput(mapping, name, feel))}
      />
      <ColumnTypes side="units" columns={columns.units} mapping={mapping} onChange={onChange} />
    </Stack>
  </Fieldset>
);

const MembersPart = ({ mapping, inputs, columns, problems, onChange }: Props) => {
  const list = Object.values(inputs).find((type) => type.type === 'list');
  if (mapping.members === undefined || list === undefined) return null;
  return (
    <Fieldset legend={t('mapping.members')}>
      <Stack gap="md">
        <Select
          w={260}
          searchable
          label={t('mapping.membersKey')}
          description={t('mapping.membersKeyText')}
          data={columns.members}
          value={mapping.members.key}
          error={problemAt(problems, '/members/key')}
          onChange={(key) => key !== null && onChange(setKey(mapping, 'members', key))}
        />
        <ExpressionTable
          caption={t('mapping.members')}
          types={list.of}
          expressions={mapping.members.fields}
          pointer="/members/fields"
          problems={problems}
          onChange={(name, feel) => onChange(setField(mapping, name, feel))}
        />
        <ColumnTypes side="members" columns={columns.members} mapping={mapping} onChange={onChange} />
      </Stack>
    </Fieldset>
  );
};

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && 'units' in value && 'inputs' in value && typeof value.inputs === 'object';

/** The text is the person's while they type; it becomes the mapping whenever it is one. */
const JsonPart = ({ mapping, onChange }: Pick<Props, 'mapping' | 'onChange'>) => {
  const [text, setText] = useState(() => JSON.stringify(mapping, null, 2));
  const [wrong, setWrong] = useState<string>();
  const take = (changed: string): void => {
    setText(changed);
    try {
      const value: unknown = JSON.parse(changed);
      if (isMapping(value)) onChange(value);
      setWrong(isMapping(value) ? undefined : t('mapping.jsonShape'));
    } catch (error) {
      setWrong(t('mapping.jsonSyntax', { message: error instanceof Error ? error.message : String(error) }));
    }
  };
  return (
    <Textarea
      label={t('mapping.json')}
      description={t('mapping.jsonText')}
      value={text}
      onChange={(event) => take(event.currentTarget.value)}
      error={wrong}
      rows={24}
      ff="monospace"
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
      spellCheck={false}
    />
  );
};

export const MappingEditor = (props: Props) => (
  <Tabs defaultValue="form">
    <Tabs.List mb="md">
      <Tabs.Tab value="form">{t('mapping.form')}</Tabs.Tab>
      <Tabs.Tab value="json">{t('mapping.json')}</Tabs.Tab>
    </Tabs.List>
    <Tabs.Panel value="form">
      <Stack gap="md">
        <UnitsPart {...props} />
        <MembersPart {...props} />
        <ExtraColumns mapping={props.mapping} columns={props.columns.units} problems={props.problems} onChange={props.onChange} />
        <TagsInput
          maw={520}
          label={t('mapping.nulls')}
          description={t('mapping.nullsText')}
          value={[...(props.mapping.nulls ?? [])]}
          onChange={(nulls) => props.onChange(setNulls(props.mapping, nulls))}
        />
      </Stack>
    </Tabs.Panel>
    <Tabs.Panel value="json">
      <JsonPart mapping={props.mapping} onChange={props.onChange} />
    </Tabs.Panel>
  </Tabs>
);
