/** The first rows of a chosen file, as they stand in it. */
import { Stack, Text } from '@mantine/core';
import type { SourcePreview } from '../../../../engine/model/index.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { numbered } from '../../../components/numbered.ts';
import { ProblemList } from '../../../components/problem-list.tsx';
import { counted, t } from '../../../copy/t.ts';

const COLUMNS_SHOWN_MAX = 40;

type Row = { readonly number: number; readonly item: readonly string[] };

export const SourcePreviewTable = ({ label, preview }: { readonly label: string; readonly preview: SourcePreview }) => {
  const columns = preview.columns.slice(0, COLUMNS_SHOWN_MAX).map(
    (title, index): Column<Row> => ({
      id: `${index} ${title}`,
      title,
      cell: ({ item }) => item[index] ?? '',
    }),
  );
  return (
    <Stack gap={4}>
      {preview.problems.length > 0 && (
        <div role="alert">
          <ProblemList problems={preview.problems} />
        </div>
      )}
      <Text size="sm" c="dimmed">
        {t('preview.summary', {
          rows: counted('preview.rows', preview.rows.length),
          columns: counted('preview.columns', preview.columns.length),
        })}
        {preview.columns.length > COLUMNS_SHOWN_MAX && ` ${t('preview.columnsShown', { count: COLUMNS_SHOWN_MAX })}`}
      </Text>
      <DataTable caption={label} columns={columns} rows={numbered(preview.rows)} rowKey={({ number }) => String(number)} maxHeight={240} />
    </Stack>
  );
};
