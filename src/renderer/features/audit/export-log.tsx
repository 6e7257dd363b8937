/** Writes the whole trail as a folder of tiles, which any reader of such logs can check and follow. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { WrittenFile } from '../../components/written-file.tsx';
import { t } from '../../copy/t.ts';
import { useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';

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
      <Modal
        opened={started !== undefined || exporting.error !== undefined}
        onClose={close}
        title={t('exportLog.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('exportLog.text')}</Text>
          {exporting.error !== undefined && <ErrorNotice error={exporting.error} />}
          {started !== undefined && (
            <TaskPanel task={started} label={t('exportLog.title')}>
              {(answer) => 'file' in answer && <WrittenFile file={answer.file} />}
            </TaskPanel>
          )}
          <Button variant="default" onClick={close} style={{ alignSelf: 'flex-end' }}>
            {t('action.close')}
          </Button>
        </Stack>
      </Modal>
    </>
  );
};
