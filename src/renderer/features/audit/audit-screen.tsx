/** The audit trail: its entries, and the check that recomputes all of it. */
import { ActionIcon, Button, Modal, SegmentedControl } from '@mantine/core';
import { IconCode } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { AuditEntry } from '../../../engine/model/index.ts';
import { CodeView } from '../../components/code-view.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Page } from '../../components/page.tsx';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { counted, t } from '../../copy/t.ts';
import { type Task, useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import classes from './audit-screen.module.css';
import { VerdictView } from './verdict-view.tsx';

type Order = 'newest' | 'oldest';

/** What the entry is most closely about goes first; the run, which many entries have in common, goes last. */
const SUBJECT_ORDER = ['unit', 'step', 'attempt', 'chunk', '', 'run'];
const rank = (name: string): number => SUBJECT_ORDER.indexOf(SUBJECT_ORDER.includes(name) ? name : '');

const subjectText = ({ subject }: AuditEntry): string =>
  Object.entries(subject)
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');

const columnsOf = (show: (entry: AuditEntry) => void): readonly Column<AuditEntry>[] => [
  { id: 'index', title: t('audit.column.index'), align: 'end', cell: ({ index }) => wholeNumber(index) },
  { id: 'at', title: t('audit.column.at'), cell: ({ at }) => <span title={at}>{formatMoment(at)}</span> },
  { id: 'actor', title: t('audit.column.actor'), cell: ({ actor }) => actor },
  { id: 'kind', title: t('audit.column.kind'), cell: ({ kind }) => <code className="mono">{kind}</code> },
  {
    id: 'subject',
    title: t('audit.column.subject'),
    wide: true,
    cell: (entry) => <span title={subjectText(entry)}>{subjectText(entry)}</span>,
  },
  {
    id: 'commitment',
    title: t('audit.column.commitment'),
    secondary: true,
    cell: ({ commitment }) => (commitment === undefined ? '–' : <HashText hash={commitment} of={t('audit.column.commitment')} />),
  },
  {
    id: 'show',
    title: t('audit.column.show'),
    titleHidden: true,
    align: 'end',
    cell: (entry) => (
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('audit.show', { index: entry.index })} onClick={() => show(entry)}>
        <IconCode size={16} aria-hidden="true" />
      </ActionIcon>
    ),
  },
];

/** The page of the trail that ends before `end`, as the engine pages from its start. */
const pageBefore = (end: number) => {
  const start = Math.max(0, end - PAGE_ROWS);
  return { after: start, limit: Math.max(1, end - start) };
};

const Entries = ({ size }: { readonly size: number }) => {
  const [order, setOrder] = useState<Order>('newest');
  /** Entries before the page, in the order shown. */
  const [turned, setTurned] = useState({ after: 0, size });
  const [shown, setShown] = useState<AuditEntry>();
  const columns = useMemo(() => columnsOf(setShown), []);
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
            <DataTable
              caption={t('nav.audit')}
              columns={columns}
              rows={order === 'newest' ? [...entries].reverse() : entries}
              rowKey={({ index }) => String(index)}
            />
            <Pager of={t('audit.entries')} after={after} total={size} onChange={setAfter} />
          </>
        )}
      </QueryView>
      <Modal
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={t('audit.entry', { index: shown?.index ?? 0 })}
        size="xl"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <CodeView label={t('audit.entry', { index: shown?.index ?? 0 })} text={JSON.stringify(shown, null, 2)} />
      </Modal>
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
