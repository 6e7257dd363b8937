/** Lines a table up in columns of a terminal: text to the left, figures to the right. */
import { printable } from './printable.ts';

export type Column = { readonly title: string; readonly align?: 'left' | 'right' };

/** Cells wider than this are cut with an ellipsis; `--json` always gives the whole. */
const CELL_MAX = 80;

/** What is seen of a cell, in characters as a person counts them. */
const shown = (cell: string): readonly string[] => {
  const characters = [...printable(cell)];
  return characters.length > CELL_MAX ? [...characters.slice(0, CELL_MAX - 1), '…'] : characters;
};

export const textTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] => {
  const cells = [columns.map((column) => [...column.title]), ...rows.map((row) => row.map(shown))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly (readonly string[])[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = row[index] ?? [];
        const space = ' '.repeat((widths[index] ?? 0) - cell.length);
        return align === 'right' ? space + cell.join('') : cell.join('') + space;
      })
      .join('  ')
      .trimEnd();
  const [head, ...body] = cells.map(line);
  return [head ?? '', widths.map((width) => '-'.repeat(width)).join('  '), ...body];
};
