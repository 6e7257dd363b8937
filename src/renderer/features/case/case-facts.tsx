/** The facts that a case was decided on: those of the unit, then a row for each of its members. */
import type { InputTypes, Json, ListInput, ScalarInput } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { numbered } from '../../components/numbered.ts';
import { t } from '../../copy/t.ts';
import { factText } from './fact-text.ts';

type Facts = { readonly [name: string]: Json };
type UnitFact = { readonly name: string; readonly type: ScalarInput | undefined; readonly value: Json };
type MemberFacts = { readonly number: number; readonly item: Facts };

const MEMBERS_SHOWN_MAX = 200;

const isFacts = (value: Json): value is Facts => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const UNIT_COLUMNS: readonly Column<UnitFact>[] = [
  { id: 'name', title: t('input.name'), cell: ({ name }) => <code className="mono">{name}</code> },
  { id: 'label', title: t('input.label'), wrap: true, cell: ({ type }) => type?.label ?? '' },
  {
    id: 'value',
    title: t('fact.value'),
    align: 'end',
    cell: ({ value, type }) => [factText(value, type), type?.unit].filter(Boolean).join(' '),
  },
];

type FieldTypes = ListInput['of'];

const memberColumns = (fields: readonly string[], types: FieldTypes): readonly Column<MemberFacts>[] => [
  { id: '#', title: t('fact.member'), align: 'end', cell: ({ number }) => number },
  ...fields.map(
    (field): Column<MemberFacts> => ({ id: field, title: field, align: 'end', cell: ({ item }) => factText(item[field], types[field]) }),
  ),
];

const fieldTypes = (type: ScalarInput | ListInput | undefined): FieldTypes => (type?.type === 'list' ? type.of : {});

const scalarType = (type: ScalarInput | ListInput | undefined): ScalarInput | undefined => (type?.type === 'list' ? undefined : type);

export const CaseFacts = ({ inputs, types }: { readonly inputs: Facts; readonly types: InputTypes }) => {
  const entries = Object.entries(inputs);
  const unitFacts = entries.filter(([, value]) => !isList(value)).map(([name, value]) => ({ name, value, type: scalarType(types[name]) }));
  const lists = entries.flatMap(([name, value]) =>
    isList(value) ? [{ name, members: value.filter(isFacts).slice(0, MEMBERS_SHOWN_MAX) }] : [],
  );
  return (
    <>
      <DataTable caption={t('case.facts')} columns={UNIT_COLUMNS} rows={unitFacts} rowKey={({ name }) => name} />
      {lists.map(({ name, members }) => (
        <div key={name} style={{ marginTop: 12 }}>
          <DataTable
            caption={t('fact.membersOf', { list: name })}
            columns={memberColumns([...new Set(members.flatMap((member) => Object.keys(member)))], fieldTypes(types[name]))}
            rows={numbered(members)}
            rowKey={({ number }) => String(number)}
            empty={t('fact.noMembers')}
          />
        </div>
      ))}
    </>
  );
};
