/** Edits of a mapping, each giving a new one; what the mapping editor does to it. */
import type { Mapping, ScalarType } from '../../../../engine/model/index.ts';

/** Which file of the import a part of the mapping speaks of. */
export type Side = 'units' | 'members';

export const COLUMN_TYPES = ['decimal', 'integer', 'boolean', 'date', 'string'] as const satisfies readonly ScalarType['type'][];
export type ColumnType = (typeof COLUMN_TYPES)[number];

export const setInput = (mapping: Mapping, input: string, feel: string): Mapping => ({
  ...mapping,
  inputs: { ...mapping.inputs, [input]: feel },
});

export const setField = (mapping: Mapping, field: string, feel: string): Mapping =>
  mapping.members === undefined
    ? mapping
    : { ...mapping, members: { ...mapping.members, fields: { ...mapping.members.fields, [field]: feel } } };

export const setKey = (mapping: Mapping, side: Side, key: string): Mapping => {
  if (side === 'units') return { ...mapping, units: { ...mapping.units, key } };
  return mapping.members === undefined ? mapping : { ...mapping, members: { ...mapping.members, key } };
};

export const setRows = (mapping: Mapping, rows: 'each' | 'first'): Mapping => ({ ...mapping, units: { ...mapping.units, rows } });

export const setNulls = (mapping: Mapping, nulls: readonly string[]): Mapping => ({ ...mapping, nulls });

export const columnTypes = (mapping: Mapping, side: Side): readonly (readonly [column: string, type: ScalarType])[] =>
  Object.entries((side === 'units' ? mapping.units.columns : mapping.members?.columns) ?? {});

/** `type` undefined takes the declaration away. */
export const setColumnType = (mapping: Mapping, side: Side, column: string, type: ColumnType | undefined): Mapping => {
  const kept = columnTypes(mapping, side).filter(([name]) => name !== column);
  const columns = Object.fromEntries(type === undefined ? kept : [...kept, [column, { type }]]);
  if (side === 'units') return { ...mapping, units: { ...mapping.units, columns } };
  return mapping.members === undefined ? mapping : { ...mapping, members: { ...mapping.members, columns } };
};

export type ExtraColumn = NonNullable<Mapping['extra']>[string];

export const extraColumns = (mapping: Mapping): readonly (readonly [name: string, extra: ExtraColumn])[] =>
  Object.entries(mapping.extra ?? {});

/** `extra` undefined takes the column away. */
export const setExtra = (mapping: Mapping, name: string, extra: ExtraColumn | undefined): Mapping => {
  const { extra: before = {}, ...rest } = mapping;
  if (extra !== undefined) return { ...rest, extra: { ...before, [name]: extra } };
  const kept = Object.entries(before).filter(([known]) => known !== name);
  return kept.length === 0 ? rest : { ...rest, extra: Object.fromEntries(kept) };
};

/** A name that FEEL reads as one, made from a column's title: "Sampling weight (kg)" is kept as "Sampling_weight_kg". */
export const nameOfColumn = (column: string): string => {
  const name = column
    .trim()
    .replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^\p{L}/u.test(name) ? name : `column_${name}`;
};

const withoutEmpty = (expressions: { readonly [name: string]: string }): { readonly [name: string]: string } =>
  Object.fromEntries(Object.entries(expressions).filter(([, feel]) => feel.trim() !== ''));

/** The mapping as it is sent: an empty expression is no expression. */
export const finished = (mapping: Mapping): Mapping => ({
  ...mapping,
  inputs: withoutEmpty(mapping.inputs),
  ...(mapping.members === undefined ? {} : { members: { ...mapping.members, fields: withoutEmpty(mapping.members.fields) } }),
});
