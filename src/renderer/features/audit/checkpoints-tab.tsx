/** The signed checkpoints of the trail: sign one now, save one to hand it over, ask a witness to cosign. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { CheckpointInfo } from '../../../engine/contract/evidence-operations.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { HashText } from '../../components/hash-text.tsx';
import { PAGE_ROWS, Pager } from '../../components/pager.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { SaveText } from '../../components/save-text.tsx';
import { Section } from '../../components/section.tsx';
import { counted, t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import classes from './checkpoints-tab.module.css';
import { WitnessRequestForm } from './witness-request-form.tsx';

const COLUMNS: readonly Column<CheckpointInfo>[] = [
  { id: 'size', title: t('checkpoints.size'), align: 'end', cell: ({ size }) => wholeNumber(size) },
  { id: 'root', title: t('checkpoints.root'), wide: true, cell: ({ root }) => <HashText hash={root} of={t('checkpoints.root')} /> },
  {
    id: 'save',
    title: t('checkpoints.save'),
    titleHidden: true,
    align: 'end',
    cell: ({ size, note }) => (
      <SaveText
        label={t('checkpoints.save')}
        of={t('checkpoints.of', { size })}
        kind="checkpoint"
        suggestedName={t('checkpoints.fileName', { size: String(size) })}
        text={note}
        atEnd
      />
    ),
  },
];

const SignNow = () => {
  const sign = useCommand('audit.checkpoint');
  const [signed, setSigned] = useState<number>();
  const signNow = async (): Promise<void> => {
    setSigned((await sign.send({}))?.size);
  };
  return (
    <div className={classes.sign}>
      <Group gap="sm" justify="flex-end" wrap="nowrap">
        <Text size="sm" role="status" c="dimmed">
          {signed === undefined ? '' : counted('checkpoints.signed', signed)}
        </Text>
        <Button loading={sign.busy} onClick={signNow}>
          {t('checkpoints.sign')}
        </Button>
      </Group>
      {sign.error !== undefined && <ErrorNotice error={sign.error} onClose={sign.clear} />}
    </div>
  );
};

export const CheckpointsTab = () => {
  const [after, setAfter] = useState(0);
  const checkpoints = useQuery('audit.checkpoints', { after, limit: PAGE_ROWS });
  return (
    <>
      <Section title={t('checkpoints.title')} description={t('checkpoints.text')} actions={<SignNow />}>
        <QueryView query={checkpoints}>
          {({ total, checkpoints: rows }) =>
            total === 0 ? (
              <Empty title={t('checkpoints.none')} next={t('checkpoints.noneNext')} />
            ) : (
              <>
                <DataTable caption={t('checkpoints.title')} columns={COLUMNS} rows={rows} rowKey={({ size }) => String(size)} />
                <Pager of={t('checkpoints.title')} after={after} total={total} onChange={setAfter} />
              </>
            )
          }
        </QueryView>
      </Section>
      <Section title={t('witnessRequest.title')} description={t('witnessRequest.text')}>
        <WitnessRequestForm />
      </Section>
    </>
  );
};
