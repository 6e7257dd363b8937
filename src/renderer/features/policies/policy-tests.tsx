/**
 * Tests of a policy: its own, or those of a file. First what they are called, then the report of running them with every decision that came out
 * otherwise; and which changes of the policy none of them would notice.
 */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf, InputOf } from '../../../engine/contract.ts';
import type { Json, PolicyTest } from '../../../engine/model/index.ts';
import { shell } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { fileName } from '../../components/format/file-name.ts';
import { formatDate } from '../../components/format/moment.ts';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { counted, t } from '../../copy/t.ts';
import { useTasks, useUnderWay } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import { MutationTable } from './mutation-table.tsx';

type Result = AnswerOf<'policy.test'>['results'][number];
type TestFile = NonNullable<InputOf<'policy.test'>['tests']>;

const TABLE_HEIGHT_PX = 520;

const written = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const differencesOf = (result: Result): string =>
  result.differences
    .map(({ decision, expected, actual }) => t('policyTest.difference', { decision, expected: written(expected), actual: written(actual) }))
    .join(' ');

const COLUMNS: readonly Column<Result>[] = [
  {
    id: 'result',
    title: t('policyTest.result'),
    cell: ({ passed }) => (passed ? t('policyTest.passed') : <strong>{t('policyTest.failed')}</strong>),
    compare: (first, second) => Number(first.passed) - Number(second.passed),
  },
  { id: 'name', title: t('policyTest.name'), wrap: true, cell: ({ name }) => name },
  { id: 'difference', title: t('policyTest.differences'), wrap: true, cell: differencesOf },
];

const TEST_COLUMNS: readonly Column<PolicyTest>[] = [
  { id: 'name', title: t('policyTest.name'), wrap: true, cell: ({ name }) => name },
  { id: 'date', title: t('policyTest.date'), cell: ({ date }) => formatDate(date) },
];

type MutationsProps = { readonly reference: string; readonly file: TestFile | undefined; readonly gaps: string | undefined };

const Mutations = ({ reference, file, gaps }: MutationsProps) => {
  const start = useCommand('policy.mutations');
  const nameTask = useTasks((state) => state.name);
  const [started, setStarted] = useState(gaps);
  const running = useUnderWay(started);
  const label = t('mutation.task', { policy: reference });
  const find = async (): Promise<void> => {
    setStarted(undefined);
    const answer = await start.send({ reference, ...(file === undefined ? {} : { tests: file }) });
    if (answer === undefined) return;
    nameTask(answer.task, label, { screen: 'document', kind: 'policy', reference, gaps: answer.task });
    setStarted(answer.task);
  };
  return (
    <Section title={t('mutation.title')} description={t('mutation.text')}>
      <Button variant="default" loading={start.busy} disabled={running} onClick={find}>
        {t('mutation.start')}
      </Button>
      {start.error !== undefined && <ErrorNotice error={start.error} onClose={start.clear} />}
      {started !== undefined && (
        <TaskPanel task={started} label={label}>
          {(answer) => 'mutations' in answer && <MutationTable report={answer.mutations} />}
        </TaskPanel>
      )}
    </Section>
  );
};

type Props = {
  readonly reference: string;
  readonly tests: readonly PolicyTest[];
  /** A task that looked for gaps before. */
  readonly gaps: string | undefined;
};

export const PolicyTests = ({ reference, tests, gaps }: Props) => {
  const [asked, setAsked] = useState(false);
  const [file, setFile] = useState<TestFile>();
  const [unreadable, setUnreadable] = useState<string>();
  const report = useQuery('policy.test', asked ? { reference, ...(file === undefined ? {} : { tests: file }) } : undefined, {
    still: true,
  });

  const choose = async (): Promise<void> => {
    const path = await shell('pickOpen', { kind: 'tests' });
    if (path === null) return;
    const read = await shell('readDocument', { path });
    setUnreadable(read.ok ? undefined : read.message);
    if (!read.ok) return;
    setFile({ name: fileName(path), text: read.text });
    setAsked(true);
  };
  const useOwn = (): void => {
    setFile(undefined);
    setAsked(false);
  };

  const shown = report.stale || report.error !== undefined ? undefined : report.value;
  return (
    <>
      <Group mb="sm">
        {(tests.length > 0 || file !== undefined) && (
          <Button variant="default" loading={report.loading} onClick={() => (asked ? report.reload() : setAsked(true))}>
            {t('policyTest.run')}
          </Button>
        )}
        <Button variant="default" onClick={choose}>
          {t('policyTest.file')}
        </Button>
        {file !== undefined && (
          <Button variant="subtle" color="gray" onClick={useOwn}>
            {t('policyTest.own')}
          </Button>
        )}
        <Text size="sm" c="dimmed" role="status">
          {file !== undefined && `${file.name} · `}
          {shown === undefined
            ? file === undefined && counted('policy.testCount', tests.length)
            : t('policyTest.summary', { passed: shown.passed, total: shown.total })}
        </Text>
      </Group>
      {unreadable !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mb="sm">
          {unreadable}
        </Text>
      )}
      {tests.length === 0 && file === undefined ? (
        <Empty title={t('policyTest.none')} next={t('policyTest.noneNext')} />
      ) : (
        <>
          {asked ? (
            <QueryView query={report} rows={Math.min(10, tests.length)}>
              {({ results }) => (
                <DataTable
                  caption={t('document.tab.tests')}
                  columns={COLUMNS}
                  rows={results}
                  rowKey={({ name }) => name}
                  maxHeight={TABLE_HEIGHT_PX}
                />
              )}
            </QueryView>
          ) : (
            <DataTable
              caption={t('document.tab.tests')}
              columns={TEST_COLUMNS}
              rows={tests}
              rowKey={({ name }) => name}
              maxHeight={TABLE_HEIGHT_PX}
            />
          )}
          <div style={{ marginTop: 24 }}>
            <Mutations key={file?.name ?? ''} reference={reference} file={file} gaps={file === undefined ? gaps : undefined} />
          </div>
        </>
      )}
    </>
  );
};
