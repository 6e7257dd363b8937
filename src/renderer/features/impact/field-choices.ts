/** Fields of a population and of the baseline's policy that an analysis can speak of, in groups as a Mantine select takes them. */
import type { InputTypes, PolicyDocument } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';
import { groupingText } from './grouping-text.ts';

export type FieldItem = { readonly value: string; readonly label: string };
/** Not read-only inside: a Mantine select asks for that, and changes nothing. */
export type FieldGroup = { readonly group: string; readonly items: FieldItem[] };

type Named = { readonly type: string; readonly label?: string };
type Entries = readonly (readonly [name: string, field: Named])[];

/** Numbers of quantile groups that are offered: quarters, fifths, tenths, twentieths, hundredths. */
const QUANTILES = [4, 5, 10, 20, 100] as const;

const isNumber = ({ type }: Named): boolean => type === 'decimal' || type === 'integer';
const labelOf = (name: string, { label }: Named): string => (label === undefined ? name : `${name} · ${label}`);
const itemsOf = (entries: Entries): FieldItem[] => entries.map(([name, field]) => ({ value: name, label: labelOf(name, field) }));
const withItems = (groups: readonly FieldGroup[]): readonly FieldGroup[] => groups.filter(({ items }) => items.length > 0);

const decisionsOf = (policy: PolicyDocument | undefined): Entries =>
  Object.entries(policy?.decisions ?? {}).filter(([, { of }]) => of === undefined);

/** Columns of the units. A decision wins over a column of its name, as it does in the engine. */
const columnsOf = (columns: InputTypes | undefined, policy: PolicyDocument | undefined): Entries => {
  const decided = new Set(decisionsOf(policy).map(([name]) => name));
  return Object.entries(columns ?? {}).filter(([name, { type }]) => type !== 'list' && !decided.has(name));
};

const quantileItems = (entries: Entries): FieldItem[] =>
  entries
    .filter(([, field]) => isNumber(field))
    .flatMap(([name, field]) =>
      QUANTILES.map((count) => ({
        value: `${name}:quantiles=${count}`,
        label: t(`setup.quantiles.${count}`, { field: labelOf(name, field) }),
      })),
    );

/** What cases can be grouped by: every value of a field is a group, or a number is cut into groups of equal size. A list has no one value. */
export const groupFields = (columns: InputTypes | undefined, policy: PolicyDocument | undefined): readonly FieldGroup[] => {
  const stored = columnsOf(columns, policy);
  const decided = decisionsOf(policy).filter(([, { type }]) => type !== 'list');
  return withItems([
    { group: t('setup.by.columns'), items: itemsOf(stored) },
    { group: t('setup.by.decisions'), items: itemsOf(decided) },
    { group: t('setup.by.quantiles'), items: quantileItems([...stored, ...decided]) },
  ]);
};

/** Combinations that were put together by hand, so that a select can name what is chosen. */
export const combinationsOf = (by: readonly string[]): readonly FieldGroup[] =>
  withItems([
    {
      group: t('setup.by.combinations'),
      items: by.filter((one) => one.includes('+')).map((value) => ({ value, label: groupingText(value) })),
    },
  ]);

/** Numbers of units: columns and decisions. */
export const numberFields = (columns: InputTypes | undefined, policy: PolicyDocument | undefined): readonly FieldGroup[] =>
  withItems([
    { group: t('setup.by.columns'), items: itemsOf(columnsOf(columns, policy).filter(([, field]) => isNumber(field))) },
    { group: t('setup.by.decisions'), items: itemsOf(decisionsOf(policy).filter(([, field]) => isNumber(field))) },
  ]);

/** Numbers of the units that stand in the population; a weight is one of them. */
export const numberColumns = (columns: InputTypes | undefined): readonly FieldItem[] =>
  itemsOf(Object.entries(columns ?? {}).filter(([, { type }]) => type === 'decimal' || type === 'integer'));

/** Numbers that can be raised for a marginal rate: those of the units, and those of members as "members.earned". */
export const incomeFields = (columns: InputTypes | undefined): readonly FieldItem[] => [
  ...numberColumns(columns),
  ...Object.entries(columns ?? {}).flatMap(([list, type]) =>
    type.type === 'list'
      ? itemsOf(
          Object.entries(type.of)
            .filter(([, field]) => isNumber(field))
            .map(([name, field]) => [`${list}.${name}`, field]),
        )
      : [],
  ),
];

/** What a value can be near to: a field, or a parameter that has one value at a date. */
export const limitFields = (columns: InputTypes | undefined, policy: PolicyDocument | undefined): readonly FieldGroup[] =>
  withItems([
    {
      group: t('setup.by.parameters'),
      items: Object.entries(policy?.parameters ?? {}).flatMap(([name, parameter]) =>
        parameter.by === undefined && isNumber(parameter) ? [{ value: name, label: name }] : [],
      ),
    },
    ...numberFields(columns, policy).map(({ group, items }) => ({ group, items: items.map(({ value }) => ({ value, label: value })) })),
  ]);
