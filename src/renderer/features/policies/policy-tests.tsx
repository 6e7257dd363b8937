/** A policy's own tests: what they are called, then the report of running them, with every decision that came out otherwise. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import type { Json, PolicyTest } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatDate } from '../../components/format/moment.ts';
import { QueryView } from '../../components/query-view.tsx';
import { counted, t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';

type Result = AnswerOf<'policy.test'>['results'][number];

const written = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const differencesOf = (result: Result): string =>
  result.differences
    .map(({ decision, expected, actual }) => t('policyTest.difference', { decision, expected: written(expected), actual: written(actual) }))
    .join(' ');

const COLUMNS: readonly Column<Result>[] = [
  { id: 'result', title: t('policyTest.result'), cell: ({ passed }) => t(passed ? 'policyTest.passed' : 'policyTest.failed') },
  { id: 'name', title: t('policyTest.name'), wrap: true, cell: ({ name }) => name },
  {
    id: 'difference',
    title: t('policyTest.differences'),
    wide: true,
    cell: (result) => <span title={differencesOf(result)}>{differencesOf(result)}</span>,
  },
];

const TEST_COLUMNS: readonly Column<PolicyTest>[] = [
  { id: 'name', title: t('policyTest.name'), wrap: true, cell: ({ name }) => name },
  { id: 'date', title: t('policyTest.date'), cell: ({ date }) => formatDate(date) },
];

type Props = { readonly reference: string; readonly tests: readonly PolicyTest[] };

export const PolicyTests = ({ reference, tests }: Props) => {
  const [asked, setAsked] = useState(false);
  const report = useQuery('policy.test', asked ? { reference } : undefined);
  if (tests.length === 0) return <Empty title={t('policyTest.none')} next={t('policyTest.noneNext')} />;
  return (
    <>
      <Group mb="sm">
        <Button variant="default" loading={report.loading} onClick={() => (asked ? report.reload() : setAsked(true))}>
          {t('policyTest.run')}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {report.value === undefined
            ? counted('policy.testCount', tests.length)
            : t('policyTest.summary', { passed: report.value.passed, total: report.value.total })}
        </Text>
      </Group>
      {asked ? (
        <QueryView query={report} rows={tests.length}>
          {({ results }) => <DataTable caption={t('document.tab.tests')} columns={COLUMNS} rows={results} rowKey={({ name }) => name} />}
        </QueryView>
      ) : (
        <DataTable caption={t('document.tab.tests')} columns={TEST_COLUMNS} rows={tests} rowKey={({ name }) => name} />
      )}
    </>
  );
};
