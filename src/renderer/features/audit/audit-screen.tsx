/** The audit trail: its entries, and the check that recomputes all of it. */
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Page } from '../../components/page.tsx';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { counted, t } from '../../copy/t.ts';
import { type Task, useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import classes from './audit-screen.module.css';
import { EntryTable } from './entry-table.tsx';
import { VerdictView } from './verdict-view.tsx';

type Order = 'newest' | 'oldest';

/** The page of the trail that ends before `end`, as the engine pages from its start. */
const pageBefore = (end: number) => {
  const start = Math.max(0, end - PAGE_ROWS);
  return { after: start, limit: Math.max(1, end - start) };
};

const Entries = ({ size }: { readonly size: number }) => {
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

/** The last check that was started, also before this screen was left and entered again. */
const useLastCheck = (): Task | undefined => useTasks((state) => state.tasks.findLast(({ place }) => place?.screen === 'audit'));

export const AuditScreen = () => {
  // Pages are counted from the end of the trail, so its size has to be known first.
  const first = useQuery('audit.list', { limit: 1 }, { live: true });
  const verify = useCommand('audit.verify');
  const nameTask = useTasks((state) => state.name);
  const check = useLastCheck();

  const start = async (): Promise<void> => {
    const answer = await verify.send({});
    if (answer !== undefined) nameTask(answer.task, t('audit.task'), { screen: 'audit' });
  };
  return (
    <Page
      title={t('audit.title')}
      subtitle={t('audit.subtitle')}
      actions={
        <Button loading={verify.busy} disabled={check !== undefined && check.end === undefined} onClick={start}>
          {t('audit.verify')}
        </Button>
      }
    >
      {verify.error !== undefined && <ErrorNotice error={verify.error} onClose={verify.clear} />}
      {check !== undefined && (
        <div className={classes.verdict}>
          <TaskPanel task={check.id} label={t('audit.task')}>
            {(answer) => 'verdict' in answer && <VerdictView verdict={answer.verdict} />}
          </TaskPanel>
        </div>
      )}
      <QueryView query={first}>{({ size }) => <Entries size={size} />}</QueryView>
    </Page>
  );
};
