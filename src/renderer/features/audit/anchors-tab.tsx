/** What remembers states of the trail: each with who vouches, since when, and whether it lies outside of what the workspace's owner controls. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconHome, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import type { Anchor } from '../../../engine/model/index.ts';
import { shell } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { shortName } from '../../components/trust-text.ts';
import { counted, t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import classes from './anchors-tab.module.css';

const Where = ({ outside }: { readonly outside: boolean }) => {
  const Icon = outside ? IconWorld : IconHome;
  return (
    <span className={classes.where}>
      <Icon size={15} aria-hidden="true" />
      {t(outside ? 'anchors.outside' : 'anchors.inside')}
    </span>
  );
};

const COLUMNS: readonly Column<Anchor>[] = [
  { id: 'kind', title: t('anchors.kind'), cell: ({ kind }) => t(`anchors.kind.${kind}`) },
  { id: 'by', title: t('anchors.by'), wide: true, cell: ({ by }) => <span title={by}>{shortName(by)}</span> },
  { id: 'at', title: t('anchors.at'), cell: ({ at }) => <span title={at}>{formatMoment(at)}</span> },
  { id: 'size', title: t('checkpoints.size'), align: 'end', cell: ({ size }) => wholeNumber(size) },
  { id: 'where', title: t('anchors.where'), cell: ({ outside }) => <Where outside={outside} /> },
  {
    id: 'fingerprint',
    title: t('anchors.fingerprint'),
    secondary: true,
    cell: ({ fingerprint }) => (fingerprint === undefined ? '–' : <HashText hash={fingerprint} of={t('anchors.fingerprint')} />),
  },
];

/** Anchors have no name of their own; two that say the same are one. */
const keyOf = ({ kind, by, at, size, root }: Anchor): string => JSON.stringify([kind, by, at, size, root]);

const Actions = () => {
  const add = useCommand('audit.addAnchor');
  const request = useCommand('audit.timestampRequest');
  const [told, setTold] = useState('');
  const takeIn = async (): Promise<void> => {
    setTold('');
    const path = await shell('pickOpen', { kind: 'anchor' });
    const anchor = path === null ? undefined : await add.send({ path });
    if (anchor !== undefined)
      setTold(counted('anchors.taken', anchor.size, { kind: t(`anchors.kind.${anchor.kind}`), by: shortName(anchor.by) }));
  };
  const writeRequest = async (): Promise<void> => {
    setTold('');
    const outPath = await shell('pickSave', { kind: 'timestamp-request', suggestedName: t('anchors.requestFileName') });
    const written = outPath === null ? undefined : await request.send({ outPath });
    if (written !== undefined) setTold(counted('anchors.requested', written.size, { path: written.path }));
  };
  return (
    <Stack gap="xs" mb="sm">
      <Group gap="xs">
        <Button loading={add.busy} onClick={takeIn}>
          {t('action.asks', { action: t('anchors.takeIn') })}
        </Button>
        <Button variant="default" loading={request.busy} onClick={writeRequest}>
          {t('action.asks', { action: t('anchors.request') })}
        </Button>
        <Text size="sm" role="status">
          {told}
        </Text>
      </Group>
      {add.error !== undefined && <ErrorNotice error={add.error} onClose={add.clear} />}
      {request.error !== undefined && <ErrorNotice error={request.error} onClose={request.clear} />}
    </Stack>
  );
};

export const AnchorsTab = () => {
  const anchors = useQuery('audit.anchors', {});
  return (
    <Section title={t('anchors.title')} description={t('anchors.text')}>
      <Actions />
      <QueryView query={anchors}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('anchors.none')} next={t('anchors.noneNext')} />
          ) : (
            <DataTable caption={t('anchors.title')} columns={COLUMNS} rows={rows} rowKey={keyOf} />
          )
        }
      </QueryView>
    </Section>
  );
};
