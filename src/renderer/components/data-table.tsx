/** A table of at most a page of rows. Columns may be sortable, where all the rows there are stand in the table. */
import { Table, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { type ColumnDef, createSortedRowModel, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import classes from './data-table.module.css';
import { ScrollFrame } from './scroll-frame.tsx';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

export type Column<Row> = {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'end';
  /** The header's words are for screen readers only. */
  readonly titleHidden?: boolean;
  /** Takes the width that is left, and shortens long text. */
  readonly wide?: boolean;
  /** Left out where the window is narrow; what it says is also found behind the row. */
  readonly secondary?: boolean;
  /** Long text goes on in a further line. */
  readonly wrap?: boolean;
  /** Negative, zero or positive as the first row goes before the second; makes the column sortable. */
  readonly compare?: (first: Row, second: Row) => number;
};

type Props<Row> = {
  /** What the table is of, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What stands in the body where there are no rows. */
  readonly empty?: string;
  /** In pixels; the rows scroll below it. */
  readonly maxHeight?: number;
};

const SORT_STATES = { asc: 'ascending', desc: 'descending' } as const;
const SORT_ICONS = { asc: IconArrowUp, desc: IconArrowDown } as const;

const cellClass = (column: Column<never> | undefined): string =>
  [
    column?.align === 'end' ? classes.end : undefined,
    column?.wide === true ? classes.wide : undefined,
    column?.wrap === true ? classes.wrap : undefined,
    column?.secondary === true ? classes.secondary : undefined,
  ]
    .filter((name) => name !== undefined)
    .join(' ');

export const DataTable = <Row extends object>({ caption, columns, rows, rowKey, empty, maxHeight }: Props<Row>) => {
  const defined = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.id,
          accessorFn: (row) => row,
          enableSorting: column.compare !== undefined,
          sortFn: (first, second) => column.compare?.(first.original, second.original) ?? 0,
        }),
      ),
    [columns],
  );
  const table = useTable({ features, columns: defined, data: rows, getRowId: rowKey });
  const columnOf = (id: string): Column<Row> | undefined => columns.find((column) => column.id === id);

  return (
    <ScrollFrame label={caption} maxHeight={maxHeight}>
      <Table className={classes.table} highlightOnHover aria-label={caption}>
        <Table.Thead className={classes.head}>
          <Table.Tr>
            {table.getFlatHeaders().map(({ id, column: state }) => {
              const column = columnOf(id);
              const sorted = state.getIsSorted();
              const Icon = sorted === false ? IconArrowsSort : SORT_ICONS[sorted];
              return (
                <Table.Th key={id} scope="col" className={cellClass(column)} aria-sort={sorted === false ? undefined : SORT_STATES[sorted]}>
                  {state.getCanSort() ? (
                    <button type="button" className={classes.sort} onClick={() => state.toggleSorting()}>
                      {column?.title}
                      <Icon size={13} aria-hidden="true" />
                    </button>
                  ) : column?.titleHidden === true ? (
                    <VisuallyHidden>{column.title}</VisuallyHidden>
                  ) : (
                    column?.title
                  )}
                </Table.Th>
              );
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.length === 0 && empty !== undefined && (
            <Table.Tr>
              <Table.Td colSpan={columns.length} className={classes.none}>
                {empty}
              </Table.Td>
            </Table.Tr>
          )}
          {table.getRowModel().rows.map((row) => (
            <Table.Tr key={row.id} className={classes.row}>
              {columns.map((column) => (
                <Table.Td key={column.id} className={cellClass(column)}>
                  {column.cell(row.original)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollFrame>
  );
};
