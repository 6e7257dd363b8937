/** Reads one mapped field of a whole batch from the bytes of its column. */
import type { ScalarInput } from '../model/value-type.ts';
import type { BatchColumn, ColumnReader } from './batch-column.ts';
import { type SmallCells, UNREAD } from './cell-function.ts';
import { noColumnOf } from './column-type.ts';
import { endOf, FAST, type FieldBounds, GENERAL, startOf } from './field-bounds.ts';
import type { NullTexts } from './null-texts.ts';
import { dateCells } from './read-date-cells.ts';
import { numberReader } from './read-number-cells.ts';
import { booleanCells, codeCells } from './read-small-cells.ts';

export const columnReader = (type: ScalarInput, nulls: NullTexts): ColumnReader => {
  const isNullable = type.nullable === true;
  switch (type.type) {
    case 'decimal':
    case 'integer':
      return numberReader(type, nulls);
    case 'boolean':
      return smallReader(booleanCells(), { isNullable, nulls });
    case 'date':
      return smallReader(dateCells(type), { isNullable, nulls });
    case 'enum':
      return smallReader(codeCells(type), { isNullable, nulls });
    case 'string':
      return textReader({ isNullable, nulls });
    default:
      throw noColumnOf(type);
  }
};

type Missing = { readonly isNullable: boolean; readonly nulls: NullTexts };

const smallReader = ({ cellOf, readPlain, isPlain }: SmallCells, { isNullable, nulls: nullCells }: Missing): ColumnReader => {
  // A null text that could be read as a value has to be looked for first.
  const hidesNulls = nullCells.some(isPlain);
  let cells = new Int32Array(0);
  let nulls = new Uint8Array(0);
  let nullCount = 0;
  const readCell = ({ bytes, rowField, fieldStart, fieldEnd, column }: FieldBounds, row: number, ways: Uint8Array): void => {
    if (ways[row] !== FAST) return;
    const field = (rowField[row] as number) + column;
    const start = fieldStart[field] as number;
    const end = fieldEnd[field] as number;
    const isNull = nullCells.has(bytes, start, end);
    const cell = isNull ? 0 : cellOf(bytes, start, end);
    if (cell === UNREAD || (isNull && !isNullable)) ways[row] = GENERAL;
    cells[row] = cell;
    if (!isNull) return;
    nulls[row] = 1;
    nullCount++;
  };
  return {
    read: (fields, ways, plain) => {
      if (cells.length < fields.rows) {
        cells = new Int32Array(ways.length);
        nulls = new Uint8Array(ways.length);
      } else if (nullCount > 0) nulls.fill(0);
      nullCount = 0;
      if (hidesNulls) for (let row = 0; row < fields.rows; row++) readCell(fields, row, ways);
      else for (const row of readPlain(plain, fields.column, cells)) readCell(fields, row, ways);
      return { kind: 'small', cells, nulls: nullCount > 0 ? nulls : undefined };
    },
  };
};

const textReader = ({ isNullable, nulls: nullCells }: Missing): ColumnReader => {
  let nulls = new Uint8Array(0);
  const read = (fields: FieldBounds, ways: Uint8Array): BatchColumn => {
    const { bytes, rows } = fields;
    if (nulls.length < rows) nulls = new Uint8Array(ways.length);
    let nullCount = 0;
    for (let row = 0; row < rows; row++) {
      if (ways[row] !== FAST) continue;
      const isNull = nullCells.has(bytes, startOf(fields, row), endOf(fields, row));
      if (isNull && !isNullable) ways[row] = GENERAL;
      nulls[row] = isNull ? 1 : 0;
      if (isNull) nullCount++;
    }
    return { kind: 'text', run: fields, nulls: nullCount > 0 ? nulls : undefined };
  };
  return { read };
};
