/** Writes the evidence of an impact as a bundle that can be checked without this program. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { shell } from '../../api.ts';
import { CaseChoice } from '../../components/case-choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { WrittenFile } from '../../components/written-file.tsx';
import { t } from '../../copy/t.ts';
import { useCasesOf } from '../../state/chosen-cases.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useTasks, useUnderWay } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';

const ExportForm = ({ run, onClose }: { readonly run: string; readonly onClose: () => void }) => {
  const { picked } = useCasesOf(run);
  const exporting = useCommand('evidence.export');
  const nameTask = useTasks((state) => state.name);
  const go = useNavigation((state) => state.go);
  const [units, setUnits] = useState<readonly string[]>(picked);
  const [started, setStarted] = useState<string>();
  const underWay = useUnderWay(started);
  const start = async (): Promise<void> => {
    const outPath = await shell('pickSave', { kind: 'bundle', suggestedName: t('evidence.fileName', { run: run.slice(0, 8) }) });
    if (outPath === null) return;
    setStarted(undefined);
    const answer = await exporting.send({ run, outPath, units: [...units] });
    if (answer === undefined) return;
    nameTask(answer.task, t('evidence.title'));
    setStarted(answer.task);
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t('evidence.text')}</Text>
      <CaseChoice run={run} units={units} onChange={setUnits} />
      {exporting.error !== undefined && <ErrorNotice error={exporting.error} />}
      {started !== undefined && (
        <TaskPanel task={started} label={t('evidence.title')}>
          {(answer) =>
            'file' in answer && (
              <Stack gap="sm">
                <Text size="sm">{t('evidence.written')}</Text>
                <WrittenFile file={answer.file} />
                <Group>
                  <Button variant="default" onClick={() => go({ screen: 'verifier', path: answer.file.path })}>
                    {t('evidence.check')}
                  </Button>
                </Group>
              </Stack>
            )
          }
        </TaskPanel>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" disabled={exporting.busy} onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button loading={exporting.busy} disabled={underWay} onClick={start}>
          {t('action.asks', { action: t('evidence.write') })}
        </Button>
      </Group>
    </Stack>
  );
};

export const ExportEvidence = ({ run }: { readonly run: string }) => {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('evidence.export')}
      </Button>
      <Dialog opened={opened} onClose={close} title={t('evidence.title')} size="lg">
        <ExportForm run={run} onClose={close} />
      </Dialog>
    </>
  );
};
