/** The changes of a policy that no test would notice: what was changed to what, and why nobody noticed. */
import { Text } from '@mantine/core';
import type { MutationReport, Unnoticed } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { counted, t } from '../../copy/t.ts';

const ROWS_MAX = 500;
const TABLE_HEIGHT_PX = 480;

/** RFC 6901, as a path for people: "parameters › limit › 2025-01-01 › 2". */
const placeText = (pointer: string): string =>
  pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');

const COLUMNS: readonly Column<Unnoticed>[] = [
  { id: 'place', title: t('mutation.place'), cell: ({ pointer }) => <code className="mono">{placeText(pointer)}</code> },
  { id: 'before', title: t('mutation.before'), wrap: true, cell: ({ before }) => <code className="mono">{before}</code> },
  {
    id: 'after',
    title: t('mutation.after'),
    wrap: true,
    cell: ({ after }) => (after === undefined ? t('mutation.removed') : <code className="mono">{after}</code>),
  },
  { id: 'why', title: t('mutation.why'), cell: ({ reason }) => t(reason === 'untested' ? 'mutation.untested' : 'mutation.allPass') },
];

export const MutationTable = ({ report }: { readonly report: MutationReport }) => {
  const { tried, noticed, unnoticed, isCutOff } = report;
  return (
    <>
      <Text size="sm" mb={6} role="status">
        {[t('mutation.summary', { tried, noticed }), ...(isCutOff ? [t('mutation.cutOff')] : [])].join(' ')}
      </Text>
      {unnoticed.length > 0 && (
        <DataTable
          caption={t('mutation.title')}
          columns={COLUMNS}
          rows={unnoticed.slice(0, ROWS_MAX)}
          rowKey={({ pointer, after }) => `${pointer} ${after ?? ''}`}
          maxHeight={TABLE_HEIGHT_PX}
        />
      )}
      {unnoticed.length > ROWS_MAX && (
        <Text size="sm" c="dimmed">
          {counted('mutation.more', unnoticed.length - ROWS_MAX)}
        </Text>
      )}
    </>
  );
};
