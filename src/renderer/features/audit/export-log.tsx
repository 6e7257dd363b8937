/** Writes the whole trail as a folder of tiles, which any reader of such logs can check and follow. */
import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { WrittenFile as Written } from '../../../engine/contract/evidence-operations.ts';
import { shell } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/facts.tsx';
import { formatBytes } from '../../components/format/bytes.ts';
import { HashText } from '../../components/hash-text.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { t } from '../../copy/t.ts';
import { useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';

/** A folder has no hash of its own: its checkpoint stands for all that is in it. */
const Folder = ({ file }: { readonly file: Written }) => (
  <Facts
    facts={[
      [t('exportLog.folder'), file.path],
      [t('written.size'), formatBytes(file.bytes)],
      [t('exportLog.checkpoint'), <HashText key="sha256" hash={file.sha256} of={t('exportLog.checkpoint')} whole />],
    ]}
  />
);

export const ExportLog = () => {
  const exporting = useCommand('audit.exportLog');
  const nameTask = useTasks((state) => state.name);
  const [started, setStarted] = useState<string>();
  const close = (): void => {
    setStarted(undefined);
    exporting.clear();
  };
  const start = async (): Promise<void> => {
    const outPath = await shell('pickSave', { kind: 'folder', suggestedName: t('exportLog.folderName') });
    if (outPath === null) return;
    const answer = await exporting.send({ outPath });
    if (answer === undefined) return;
    nameTask(answer.task, t('exportLog.title'));
    setStarted(answer.task);
  };
  return (
    <>
      <Button variant="default" loading={exporting.busy} onClick={start}>
        {t('action.asks', { action: t('exportLog.action') })}
      </Button>
      <Dialog opened={started !== undefined || exporting.error !== undefined} onClose={close} title={t('exportLog.title')} size="lg">
        <Stack gap="md">
          <Text size="sm">{t('exportLog.text')}</Text>
          {exporting.error !== undefined && <ErrorNotice error={exporting.error} />}
          {started !== undefined && (
            <TaskPanel task={started} label={t('exportLog.title')}>
              {(answer) => 'file' in answer && <Folder file={answer.file} />}
            </TaskPanel>
          )}
          <Button variant="default" onClick={close} style={{ alignSelf: 'flex-end' }}>
            {t('action.close')}
          </Button>
        </Stack>
      </Dialog>
    </>
  );
};
