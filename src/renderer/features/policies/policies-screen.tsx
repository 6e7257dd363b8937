/** The workspace's documents (policies, reforms, workflow templates) and the ways to add one. */
import { Box, Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { DocumentInfo } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DocumentState } from '../../components/document-state.tsx';
import { Empty } from '../../components/empty.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';
import { AddDocumentDialog } from './add-document-dialog.tsx';
import { ShippedDialog } from './shipped-dialog.tsx';

const FILTERS = ['all', 'policy', 'reform', 'workflow'] as const;
type Filter = (typeof FILTERS)[number];
const isFilter = (value: string): value is Filter => FILTERS.some((filter) => filter === value);

/** Policies first, then what is made from them; within a kind as the engine lists them. */
const inOrder = (documents: readonly DocumentInfo[]): readonly DocumentInfo[] =>
  [...documents].sort((first, second) => FILTERS.indexOf(first.kind) - FILTERS.indexOf(second.kind));

const COLUMNS: readonly Column<DocumentInfo>[] = [
  {
    id: 'title',
    title: t('policies.column.title'),
    wide: true,
    cell: ({ kind, id, version, title }) => (
      <TextLink to={{ screen: 'document', kind, reference: `${id}@${version}` }} title={title} wholeRow>
        {title}
      </TextLink>
    ),
  },
  { id: 'kind', title: t('policies.column.kind'), cell: ({ kind }) => t(`document.kind.${kind}`) },
  { id: 'reference', title: t('policies.column.reference'), cell: ({ id, version }) => <code className="mono">{`${id}@${version}`}</code> },
  { id: 'state', title: t('policies.column.state'), cell: ({ state, problems }) => <DocumentState state={state} problems={problems} /> },
  {
    id: 'published',
    secondary: true,
    title: t('policies.column.published'),
    cell: ({ publishedAt }) => (publishedAt === undefined ? t('document.unpublished') : formatMoment(publishedAt)),
  },
  {
    id: 'hash',
    title: t('policies.column.hash'),
    secondary: true,
    cell: ({ hash }) => <HashText hash={hash} of={t('policies.column.hash')} />,
  },
];

export const PoliciesScreen = () => {
  const documents = useQuery('document.list', {});
  const [filter, setFilter] = useState<Filter>('all');
  const [dialog, setDialog] = useState<'add' | 'shipped'>();

  const actions = (
    <>
      <Button variant="default" onClick={() => setDialog('shipped')}>
        {t('policies.shipped')}
      </Button>
      <Button onClick={() => setDialog('add')}>{t('policies.add')}</Button>
    </>
  );
  return (
    <Page title={t('nav.policies')} subtitle={t('policies.subtitle')} actions={actions}>
      <QueryView query={documents}>
        {(rows) => (
          <>
            {!rows.some(({ kind }) => kind === 'policy') && (
              <Box mb="md">
                <Empty title={t('policies.none')} next={t('policies.noneNext')} />
              </Box>
            )}
            {rows.length > 0 && (
              <>
                <SegmentedControl
                  mb="sm"
                  size="sm"
                  aria-label={t('policies.filter')}
                  value={filter}
                  onChange={(value) => setFilter(isFilter(value) ? value : 'all')}
                  data={FILTERS.map((value) => ({ value, label: t(`policies.filter.${value}`) }))}
                />
                <DataTable
                  caption={t('nav.policies')}
                  columns={COLUMNS}
                  rows={inOrder(rows).filter(({ kind }) => filter === 'all' || kind === filter)}
                  rowKey={({ kind, id, version }) => `${kind} ${id}@${version}`}
                  empty={t('policies.noneOfKind')}
                />
              </>
            )}
          </>
        )}
      </QueryView>
      <AddDocumentDialog opened={dialog === 'add'} onClose={() => setDialog(undefined)} />
      <ShippedDialog opened={dialog === 'shipped'} onClose={() => setDialog(undefined)} />
    </Page>
  );
};
