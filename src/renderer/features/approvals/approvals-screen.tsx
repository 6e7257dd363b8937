/** What waits for a person's decision, over all runs. */
import type { PendingApproval } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { counted, t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';
import { DueText } from './due-text.tsx';

const COLUMNS: readonly Column<PendingApproval>[] = [
  {
    id: 'title',
    title: t('approvals.column.title'),
    wrap: true,
    cell: ({ run, step, title }) => (
      <TextLink to={{ screen: 'approval', run, step }} wholeRow wrap>
        {title}
      </TextLink>
    ),
  },
  { id: 'run', title: t('approvals.column.run'), wrap: true, cell: ({ runTitle }) => runTitle },
  { id: 'since', title: t('approvals.column.since'), secondary: true, cell: ({ since }) => formatMoment(since) },
  { id: 'due', title: t('approvals.column.due'), wrap: true, cell: (approval) => <DueText approval={approval} /> },
  {
    id: 'may',
    title: t('approvals.column.may'),
    wrap: true,
    cell: ({ mayDecide }) => (mayDecide.allowed ? t('approvals.may') : mayDecide.why),
  },
];

/** What this person may decide goes first; within that what is overdue, then the oldest. */
const inOrder = (approvals: readonly PendingApproval[]): readonly PendingApproval[] => {
  const rank = ({ mayDecide, overdue }: PendingApproval): number => (mayDecide.allowed ? 0 : 2) + (overdue ? 0 : 1);
  return [...approvals].sort((first, second) => rank(first) - rank(second));
};

export const ApprovalsScreen = () => {
  const approvals = useQuery('approval.list', {});
  return (
    <Page title={t('nav.approvals')} subtitle={t('approvals.subtitle')}>
      <QueryView query={approvals}>
        {(waiting) => (
          <>
            <p role="status">{counted('approvals.count', waiting.length)}</p>
            {waiting.length === 0 ? (
              <Empty title={t('approvals.none')} next={t('approvals.noneNext')} />
            ) : (
              <DataTable
                caption={t('nav.approvals')}
                columns={COLUMNS}
                rows={inOrder(waiting)}
                rowKey={({ run, step }) => `${run} ${step}`}
              />
            )}
          </>
        )}
      </QueryView>
    </Page>
  );
};
