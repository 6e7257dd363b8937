/** Writes the PDF report of an impact analysis to a place that the person chooses. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/facts.tsx';
import { formatBytes } from '../../components/format/bytes.ts';
import { HashText } from '../../components/hash-text.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

export const ExportReport = ({ run }: { readonly run: string }) => {
  const exporting = useCommand('report.export');
  const [written, setWritten] = useState<AnswerOf<'report.export'>>();
  const close = (): void => {
    setWritten(undefined);
    exporting.clear();
  };
  const start = async (): Promise<void> => {
    const path = await shell('pickSave', { kind: 'pdf', suggestedName: t('report.fileName') });
    if (path !== null) setWritten(await exporting.send({ run, path }));
  };
  return (
    <>
      <Button loading={exporting.busy} onClick={start}>
        {t('report.export')}
      </Button>
      <Modal
        opened={written !== undefined || exporting.error !== undefined}
        onClose={close}
        title={t('report.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Stack gap="md">
          {exporting.error !== undefined && <ErrorNotice error={exporting.error} />}
          {written !== undefined && (
            <>
              <Text size="sm">{t('report.written')}</Text>
              <Facts
                facts={[
                  [t('report.path'), written.path],
                  [t('report.size'), formatBytes(written.bytes)],
                  [t('report.sha256'), <HashText key="sha256" hash={written.sha256} of={t('report.sha256')} whole />],
                ]}
              />
            </>
          )}
          <Button variant="default" onClick={close} style={{ alignSelf: 'flex-end' }}>
            {t('action.close')}
          </Button>
        </Stack>
      </Modal>
    </>
  );
};
