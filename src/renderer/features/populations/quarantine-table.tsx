/** Source rows that were refused, with the reason and the row as it stood in the file. */
import { useState } from 'react';
import type { QuarantineRow } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { sentence } from '../../components/format/sentence.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { numbered } from '../../components/numbered.ts';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';

type Row = { readonly number: number; readonly item: QuarantineRow };

const COLUMNS: readonly Column<Row>[] = [
  { id: 'file', title: t('quarantine.file'), cell: ({ item }) => t(`source.role.${item.file}`) },
  { id: 'row', title: t('quarantine.row'), align: 'end', cell: ({ item }) => wholeNumber(item.row) },
  { id: 'column', title: t('quarantine.column'), cell: ({ item }) => <code className="mono">{item.column}</code> },
  { id: 'reason', title: t('quarantine.reason'), cell: ({ item }) => sentence(item.reason), wrap: true },
  { id: 'expected', title: t('quarantine.expected'), cell: ({ item }) => item.expected, wrap: true },
  {
    id: 'raw',
    title: t('quarantine.raw'),
    wide: true,
    cell: ({ item }) => (
      <code className="mono" title={item.raw}>
        {item.raw}
      </code>
    ),
  },
];

export const QuarantineTable = ({ population }: { readonly population: string }) => {
  const [after, setAfter] = useState(0);
  const quarantine = useQuery('population.quarantine', { population, after, limit: PAGE_ROWS });
  return (
    <QueryView query={quarantine}>
      {({ total, rows }) =>
        total === 0 ? (
          <Empty title={t('quarantine.none')} next={t('quarantine.noneNext')} />
        ) : (
          <>
            <DataTable caption={t('quarantine.title')} columns={COLUMNS} rows={numbered(rows)} rowKey={({ number }) => String(number)} />
            <Pager of={t('quarantine.title')} after={after} total={total} onChange={setAfter} />
          </>
        )
      }
    </QueryView>
  );
};
