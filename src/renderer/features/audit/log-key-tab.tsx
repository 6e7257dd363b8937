/** The key that signs the trail's checkpoints: what others need to check them, and how another machine comes to hold it. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import type { LogKeyInfo, LogKeyUse } from '../../../engine/model/index.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Facts } from '../../components/facts.tsx';
import { Fingerprint } from '../../components/fingerprint.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';
import classes from './anchors-tab.module.css';
import { ExportLogKey, ImportLogKey } from './log-key-forms.tsx';

const Held = ({ held }: { readonly held: boolean }) => {
  const Icon = held ? IconKey : IconAlertTriangle;
  return (
    <span className={classes.where}>
      <Icon size={15} aria-hidden="true" />
      {t(held ? 'logKey.held' : 'logKey.notHeld')}
    </span>
  );
};

const KeyFacts = ({ info }: { readonly info: LogKeyInfo }) => (
  <Facts
    facts={[
      [t('logKey.fingerprint'), <Fingerprint key="fingerprint" hex={info.fingerprint} of={t('logKey.fingerprint')} />],
      [t('logKey.verifierKey'), <HashText key="verifier" hash={info.verifierKey} of={t('logKey.verifierKey')} whole />],
      [t('logKey.origin'), info.origin],
      [t('logKey.private'), <Held key="held" held={info.held} />],
    ]}
  />
);

const COLUMNS: readonly Column<LogKeyUse>[] = [
  { id: 'entry', title: t('logKey.entry'), align: 'end', cell: ({ entry }) => wholeNumber(entry) },
  { id: 'how', title: t('logKey.how'), wrap: true, cell: ({ how }) => t(`logKey.how.${how}`) },
  { id: 'at', title: t('logKey.at'), cell: ({ at }) => <span title={at}>{formatMoment(at)}</span> },
  { id: 'actor', title: t('logKey.actor'), wrap: true, cell: ({ actor }) => actor },
  {
    id: 'fingerprint',
    title: t('logKey.fingerprint'),
    cell: ({ fingerprint, entry }) => <Fingerprint hex={fingerprint} of={t('logKey.fingerprintFrom', { entry })} />,
  },
];

const History = ({ keys }: { readonly keys: readonly LogKeyUse[] }) => (
  <Section title={t('logKey.history')} description={t('logKey.historyText')}>
    <DataTable caption={t('logKey.history')} columns={COLUMNS} rows={keys} rowKey={({ entry }) => String(entry)} />
  </Section>
);

export const LogKeyTab = () => {
  const info = useQuery('logKey.info', {});
  const [dialog, setDialog] = useState<'export' | 'import'>();
  const close = (): void => setDialog(undefined);
  return (
    <>
      <Section title={t('logKey.title')} description={t('logKey.text')}>
        <QueryView query={info}>{(found) => <KeyFacts info={found} />}</QueryView>
      </Section>
      {info.value !== undefined && info.value.keys.length > 1 && <History keys={info.value.keys} />}
      <Section title={t('logKey.recovery')} description={t('logKey.recoveryText')}>
        <Group gap="xs">
          <Button variant="default" disabled={info.value?.held !== true} onClick={() => setDialog('export')}>
            {t('action.asks', { action: t('logKey.export') })}
          </Button>
          <Button variant="default" onClick={() => setDialog('import')}>
            {t('action.asks', { action: t('logKey.import') })}
          </Button>
        </Group>
      </Section>
      <Dialog
        opened={dialog !== undefined}
        onClose={close}
        title={dialog === 'import' ? t('logKey.importTitle') : t('logKey.exportTitle')}
        size="lg"
      >
        <Stack gap="md">
          <Text size="sm">{t(dialog === 'import' ? 'logKey.importText' : 'logKey.exportText')}</Text>
          {dialog === 'import' ? <ImportLogKey onDone={close} /> : <ExportLogKey />}
        </Stack>
      </Dialog>
    </>
  );
};
