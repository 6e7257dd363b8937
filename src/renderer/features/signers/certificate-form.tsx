/** Writes a certificate with its chain, for others to install or compare. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { fileStem } from '../../components/format/file-stem.ts';
import { WrittenFile } from '../../components/written-file.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

export const CertificateForm = ({ id, name }: { readonly id: string; readonly name: string }) => {
  const exporting = useCommand('signer.exportCertificate');
  const [written, setWritten] = useState<AnswerOf<'signer.exportCertificate'>>();
  const save = async (): Promise<void> => {
    const outPath = await shell('pickSave', { kind: 'certificate', suggestedName: `${fileStem(name, 'signer')}.pem` });
    if (outPath !== null) setWritten(await exporting.send({ id, outPath }));
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t('signers.certificateText')}</Text>
      {exporting.error !== undefined && <ErrorNotice error={exporting.error} />}
      <div role="status">{written !== undefined && <WrittenFile file={written} />}</div>
      <Group justify="flex-end">
        <Button loading={exporting.busy} onClick={save}>
          {t('action.asks', { action: t('signers.action.certificate') })}
        </Button>
      </Group>
    </Stack>
  );
};
