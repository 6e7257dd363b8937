/** The entries of the audit trail, page by page. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { counted, t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';
import classes from './entries-tab.module.css';
import { EntryTable } from './entry-table.tsx';

type Order = 'newest' | 'oldest';

/** The page of the trail that ends before `end`, as the engine pages from its start. */
const pageBefore = (end: number) => {
  const start = Math.max(0, end - PAGE_ROWS);
  return { after: start, limit: Math.max(1, end - start) };
};

export const EntriesTab = ({ size }: { readonly size: number }) => {
  const [order, setOrder] = useState<Order>('newest');
  /** Entries before the page, in the order shown. */
  const [turned, setTurned] = useState({ after: 0, size });
  // The first page follows the trail; a further one stays where it is while the trail grows at the other end.
  const grown = order === 'newest' && turned.after > 0 ? size - turned.size : 0;
  const after = turned.after + grown;
  const setAfter = (to: number): void => setTurned({ after: to, size });
  const page = useQuery('audit.list', order === 'newest' ? pageBefore(size - after) : { after, limit: PAGE_ROWS });
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('audit.order')}
          data={[
            { value: 'newest', label: t('audit.order.newest') },
            { value: 'oldest', label: t('audit.order.oldest') },
          ]}
          value={order}
          onChange={(value) => {
            setOrder(value === 'oldest' ? 'oldest' : 'newest');
            setAfter(0);
          }}
        />
        <span>{counted('audit.size', size)}</span>
      </div>
      <QueryView query={page}>
        {({ entries }) => (
          <>
            <EntryTable caption={t('nav.audit')} entries={order === 'newest' ? [...entries].reverse() : entries} />
            <Pager of={t('audit.entries')} after={after} total={size} onChange={setAfter} />
          </>
        )}
      </QueryView>
    </>
  );
};
