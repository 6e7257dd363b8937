/** Groups of a chunk: by values of any kind, by quantiles, and by several fields at once. */
import { describe, expect, test } from 'vitest';
import { groupCodes } from '../../../../src/engine/impact/measure/group-codes.ts';
import { parseGrouping } from '../../../../src/engine/impact/measure/grouping.ts';
import type { Column } from '../../../../src/engine/model/column.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';

const COLUMNS: { readonly [name: string]: Column } = {
  income: {
    kind: 'number',
    unit: Exact.of(1n, 100n),
    cells: Float64Array.of(150, 0, 250, 251, 900),
    low: 0n,
    high: 900n,
    nulls: Uint8Array.of(0, 1, 0, 0, 0),
  },
  region: { kind: 'code', cells: Uint8Array.of(1, 1, 0, 1, 0), texts: ['north', 'south', 'nowhere'] },
  disabled: { kind: 'boolean', cells: Uint8Array.of(1, 0, 0, 0, 1), nulls: Uint8Array.of(0, 0, 1, 0, 0) },
  born: { kind: 'date', cells: Int32Array.of(0, 0, 1, -1, 0) },
};
const isField = (name: string): boolean => name in COLUMNS;

const groupsBy = (by: string, cuts: ReadonlyMap<string, readonly string[]> = new Map()): readonly (string | undefined)[] => {
  const grouping = parseGrouping(by, isField);
  if (grouping === undefined) throw new Error(`${by} is no grouping`);
  const { values, codes } = groupCodes(5, grouping, (name) => COLUMNS[name] as Column, cuts);
  expect(new Set(codes).size).toBe(values.length);
  return Array.from(codes, (code) => values[code]);
};

test('values of every kind, the missing ones apart', () => {
  expect(groupsBy('income')).toEqual(['1.5', '', '2.5', '2.51', '9']);
  expect(groupsBy('region')).toEqual(['south', 'south', 'north', 'south', 'north']);
  expect(groupsBy('disabled')).toEqual(['true', 'false', '', 'false', 'true']);
  expect(groupsBy('born')).toEqual(['1970-01-01', '1970-01-01', '1970-01-02', '1969-12-31', '1970-01-01']);
});

test('a quantile has its upper end, and what lies above all ends is in the last', () => {
  expect(groupsBy('income:quantiles=2', new Map([['income:quantiles=2', ['2.5', '4']]]))).toEqual(['1', '', '1', '2', '2']);
  expect(groupsBy('income:quantiles=3', new Map([['income:quantiles=3', ['1/3', '5/2', '9']]]))).toEqual(['2', '', '2', '3', '3']);
});

test('several fields make a group of each combination that is there', () => {
  expect(groupsBy('region+disabled')).toEqual(['south + true', 'south + false', 'north + ', 'south + false', 'north + true']);
});

describe('the text of a grouping', () => {
  test.each(['income:quantiles=1', 'income:quantiles=101', '', 'a+b+c+d', '+'])('"%s" is none', (by) => {
    expect(parseGrouping(by, isField)).toBeUndefined();
  });

  test('a field called like a grouping is that field', () => {
    expect(parseGrouping('a+b', (name) => name === 'a+b')).toEqual({ by: 'a+b', fields: [{ name: 'a+b' }] });
    expect(parseGrouping('a + b:quantiles=5', () => false)).toEqual({
      by: 'a + b:quantiles=5',
      fields: [{ name: 'a' }, { name: 'b', quantiles: 5 }],
    });
  });
});
