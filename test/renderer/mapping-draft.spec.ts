/** Edits of an import mapping never change the mapping they start from, and send no empty expression. */
import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../src/engine/model/index.ts';
import {
  columnTypes,
  extraColumns,
  finished,
  nameOfColumn,
  setColumnType,
  setExtra,
  setField,
  setInput,
  setKey,
} from '../../src/renderer/features/populations/import/mapping-draft.ts';

const MAPPING: Mapping = {
  kind: 'mapping',
  units: { key: 'hid' },
  members: { key: 'hid', fields: { age: 'age' } },
  inputs: { income: 'income', disabled: '' },
};
const WITHOUT_MEMBERS: Mapping = { kind: 'mapping', units: { key: 'hid' }, inputs: { income: 'income' } };

describe('a mapping draft', () => {
  it('changes one place and leaves the rest', () => {
    const before = structuredClone(MAPPING);
    expect(setInput(MAPPING, 'income', 'income / 12').inputs).toEqual({ income: 'income / 12', disabled: '' });
    expect(setField(MAPPING, 'age', 'years').members).toEqual({ key: 'hid', fields: { age: 'years' } });
    expect(setKey(MAPPING, 'members', 'unit').members?.key).toBe('unit');
    expect(setKey(MAPPING, 'units', 'unit').units.key).toBe('unit');
    expect(MAPPING).toEqual(before);
  });

  it('declares, changes and takes away the type of a column', () => {
    const declared = setColumnType(MAPPING, 'units', 'income', 'decimal');
    expect(columnTypes(declared, 'units')).toEqual([['income', { type: 'decimal' }]]);
    expect(columnTypes(setColumnType(declared, 'units', 'income', 'integer'), 'units')).toEqual([['income', { type: 'integer' }]]);
    expect(columnTypes(setColumnType(declared, 'units', 'income', undefined), 'units')).toEqual([]);
    expect(columnTypes(declared, 'members')).toEqual([]);
  });

  it('has no members to edit where there are none', () => {
    expect(setField(WITHOUT_MEMBERS, 'age', 'age')).toBe(WITHOUT_MEMBERS);
    expect(setColumnType(WITHOUT_MEMBERS, 'members', 'age', 'integer')).toBe(WITHOUT_MEMBERS);
  });

  it('is sent without its empty expressions', () => {
    expect(finished(MAPPING).inputs).toEqual({ income: 'income' });
    expect(finished(setField(MAPPING, 'age', '  ')).members?.fields).toEqual({});
    expect(finished(WITHOUT_MEMBERS)).toEqual(WITHOUT_MEMBERS);
  });

  it('keeps further columns, changes them and gives them up', () => {
    const kept = setExtra(WITHOUT_MEMBERS, 'weight', { type: 'decimal', feel: 'weight' });
    expect(extraColumns(kept)).toEqual([['weight', { type: 'decimal', feel: 'weight' }]]);
    expect(extraColumns(setExtra(kept, 'weight', { type: 'integer', feel: 'weight' }))).toEqual([
      ['weight', { type: 'integer', feel: 'weight' }],
    ]);
    expect(setExtra(kept, 'weight', undefined)).toEqual(WITHOUT_MEMBERS);
  });

  it.each([
    ['weight', 'weight'],
    ['Sampling weight (kg)', 'Sampling_weight_kg'],
    ['2024', 'column_2024'],
    ['Größe', 'Größe'],
  ])('calls the column "%s" by a name that FEEL reads: %s', (column, name) => {
    expect(nameOfColumn(column)).toBe(name);
  });
});
