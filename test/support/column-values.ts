/** A column back as texts, for comparing it with what the interpreter gives. */
import type { Column } from '../../src/engine/model/column.ts';
import { Exact } from '../../src/engine/model/exact.ts';

const cellText = (column: Column, cell: number | bigint): string => {
  switch (column.kind) {
    case 'number':
      return Exact.of(BigInt(cell) * column.unit.n, column.unit.d).toText();
    case 'boolean':
      return String(cell === 1);
    case 'code':
      return column.texts[Number(cell)] as string;
    case 'date':
      return `day ${cell}`;
  }
};

/** The canonical text of each cell, null for a null. */
export const columnTexts = (column: Column): (string | null)[] =>
  Array.from(column.cells as ArrayLike<number | bigint>, (cell, row) => (column.nulls?.[row] === 1 ? null : cellText(column, cell)));
