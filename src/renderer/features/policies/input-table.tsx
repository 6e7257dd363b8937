/** The facts that a policy asks for, the members' among them. */
import type { InputType, InputTypes } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { typeText } from '../../components/format/type-text.ts';
import { t } from '../../copy/t.ts';

type Row = { readonly name: string; readonly type: InputType };

/** Inputs in order, each list followed by its fields as "members.age". */
const rowsOf = (inputs: InputTypes): readonly Row[] =>
  Object.entries(inputs).flatMap(([name, type]) => [
    { name, type },
    ...(type.type === 'list' ? Object.entries(type.of).map(([field, of]) => ({ name: `${name}.${field}`, type: of })) : []),
  ]);

const COLUMNS: readonly Column<Row>[] = [
  { id: 'name', title: t('input.name'), cell: ({ name }) => <code className="mono">{name}</code> },
  { id: 'label', title: t('input.label'), wrap: true, cell: ({ type }) => type.label ?? '' },
  { id: 'type', title: t('input.type'), wrap: true, cell: ({ type }) => typeText(type) },
  { id: 'source', title: t('input.source'), cell: ({ type }) => type.source ?? '' },
];

export const InputTable = ({ inputs }: { readonly inputs: InputTypes }) => (
  <DataTable caption={t('document.tab.inputs')} columns={COLUMNS} rows={rowsOf(inputs)} rowKey={({ name }) => name} />
);
