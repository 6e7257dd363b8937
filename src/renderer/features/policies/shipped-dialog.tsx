/** The documents that come with the program, to be published into the workspace one by one or all at once. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf, WireError } from '../../../engine/contract.ts';
import type { DocumentInfo } from '../../../engine/model/index.ts';
import { call } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { t } from '../../copy/t.ts';
import { useRevision } from '../../state/revision.ts';
import { useQuery } from '../../state/use-query.ts';

type Shipped = AnswerOf<'document.shipped'>[number];
type Props = { readonly opened: boolean; readonly onClose: () => void };

/** A reform is pinned to a policy, so policies go first. */
const KINDS = ['policy', 'reform', 'workflow'] as const;
const kindOf = ({ kind }: Shipped) => KINDS.find((known) => known === kind) ?? 'workflow';

const inOrder = (documents: readonly Shipped[]): readonly Shipped[] =>
  [...documents].sort((first, second) => KINDS.indexOf(kindOf(first)) - KINDS.indexOf(kindOf(second)));

const keyOf = ({ kind, id, version }: { readonly kind: string; readonly id: string; readonly version: string }): string =>
  `${kind} ${id}@${version}`;

const publishedKeys = (documents: readonly DocumentInfo[]): ReadonlySet<string> =>
  new Set(documents.filter(({ state }) => state === 'published').map(keyOf));

/** Publishes one after the other and stops at the first refusal, which it gives back. */
const publishAll = async (documents: readonly Shipped[]): Promise<WireError | undefined> => {
  for (const { body } of inOrder(documents)) {
    const reply = await call('document.publish', { body });
    if (!reply.ok) return reply.error;
  }
  return undefined;
};

export const ShippedDialog = ({ opened, onClose }: Props) => {
  const shipped = useQuery('document.shipped', opened ? {} : undefined);
  const present = useQuery('document.list', opened ? {} : undefined);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError>();
  const published = publishedKeys(present.value ?? []);

  const publish = async (documents: readonly Shipped[]): Promise<void> => {
    setBusy(true);
    setError(await publishAll(documents));
    setBusy(false);
    useRevision.getState().changed();
  };

  const columns: readonly Column<Shipped>[] = [
    { id: 'title', title: t('policies.column.title'), wrap: true, cell: ({ title }) => title },
    { id: 'kind', title: t('policies.column.kind'), cell: (document) => t(`document.kind.${kindOf(document)}`) },
    {
      id: 'reference',
      title: t('policies.column.reference'),
      cell: ({ id, version }) => <code className="mono">{`${id}@${version}`}</code>,
    },
    {
      id: 'action',
      title: t('shipped.column.action'),
      align: 'end',
      cell: (document) =>
        published.has(keyOf(document)) ? (
          <Text size="sm" c="dimmed">
            {t('shipped.present')}
          </Text>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            aria-label={t('shipped.publishOf', { title: document.title })}
            onClick={() => publish([document])}
          >
            {t('shipped.publish')}
          </Button>
        ),
    },
  ];

  return (
    <Dialog opened={opened} onClose={onClose} title={t('shipped.title')} size="xl" busy={busy}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('shipped.text')}
        </Text>
        {error !== undefined && <ErrorNotice error={error} onClose={() => setError(undefined)} />}
        <QueryView query={shipped}>
          {(documents) => {
            const missing = documents.filter((document) => !published.has(keyOf(document)));
            return (
              <Stack gap="sm">
                <DataTable caption={t('shipped.title')} columns={columns} rows={inOrder(documents)} rowKey={keyOf} />
                <Group justify="flex-end">
                  <Button disabled={missing.length === 0} loading={busy} onClick={() => publish(missing)}>
                    {t('shipped.publishAll')}
                  </Button>
                </Group>
              </Stack>
            );
          }}
        </QueryView>
      </Stack>
    </Dialog>
  );
};
