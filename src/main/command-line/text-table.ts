/** Lines a table up in columns of a terminal: text to the left, figures to the right. */

export type Column = { readonly title: string; readonly align?: 'left' | 'right' };

/** Cells wider than this are cut with an ellipsis; `--json` always gives the whole. */
const CELL_MAX = 60;

const cut = (cell: string): string => (cell.length > CELL_MAX ? `${cell.slice(0, CELL_MAX - 1)}…` : cell);

export const textTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(cut))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => (row[index] ?? '').length)));
  const line = (row: readonly string[]): string =>
    columns
      .map((column, index) => {
        const cell = row[index] ?? '';
        const width = widths[index] ?? 0;
        return column.align === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const [head, ...body] = cells.map(line);
  return [head, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n');
};
