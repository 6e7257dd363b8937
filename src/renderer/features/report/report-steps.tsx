/** What a written report may still get: a signature that was made elsewhere, a timestamp request, a timestamp. Each is written as a new file. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { WrittenFile as Written } from '../../../engine/contract/evidence-operations.ts';
import type { InputOf } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TaskPanel } from '../../components/task-panel.tsx';
import { WrittenFile } from '../../components/written-file.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';

export type ReportStep = 'complete' | 'request' | 'timestamp';

type Props = { readonly path: string; readonly steps: readonly ReportStep[] };

/** Both files that a step takes beside the report, or nothing where the person chose none. */
const pickComplete = async (path: string): Promise<InputOf<'report.complete'> | undefined> => {
  const signaturePath = await shell('pickOpen', { kind: 'signature' });
  const outPath = signaturePath === null ? null : await shell('pickSave', { kind: 'pdf', suggestedName: t('report.signedFileName') });
  return signaturePath === null || outPath === null ? undefined : { path, signaturePath, outPath };
};

const pickTimestamp = async (path: string): Promise<InputOf<'report.timestamp'> | undefined> => {
  const responsePath = await shell('pickOpen', { kind: 'timestamp-response' });
  const outPath = responsePath === null ? null : await shell('pickSave', { kind: 'pdf', suggestedName: t('report.timestampedFileName') });
  return responsePath === null || outPath === null ? undefined : { path, responsePath, outPath };
};

const pickRequest = async (path: string): Promise<InputOf<'report.timestampRequest'> | undefined> => {
  const outPath = await shell('pickSave', { kind: 'timestamp-request', suggestedName: t('report.requestFileName') });
  return outPath === null ? undefined : { path, outPath };
};

export const ReportSteps = ({ path, steps }: Props) => {
  const complete = useCommand('report.complete');
  const request = useCommand('report.timestampRequest');
  const timestamp = useCommand('report.timestamp');
  const nameTask = useTasks((state) => state.name);
  const [started, setStarted] = useState<{ readonly task: string; readonly step: ReportStep }>();

  /** Sends what was picked; nothing where the dialogs were cancelled. */
  const begin = async (step: ReportStep): Promise<{ readonly task: string } | undefined> => {
    switch (step) {
      case 'complete': {
        const input = await pickComplete(path);
        return input === undefined ? undefined : complete.send(input);
      }
      case 'request': {
        const input = await pickRequest(path);
        return input === undefined ? undefined : request.send(input);
      }
      case 'timestamp': {
        const input = await pickTimestamp(path);
        return input === undefined ? undefined : timestamp.send(input);
      }
    }
  };
  const start = async (step: ReportStep): Promise<void> => {
    setStarted(undefined);
    const answer = await begin(step);
    if (answer === undefined) return;
    nameTask(answer.task, t(`report.step.${step}`));
    setStarted({ task: answer.task, step });
  };
  const refused = complete.error ?? request.error ?? timestamp.error;
  if (steps.length === 0) return null;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {steps.map((step) => (
          <Button key={step} variant="default" loading={complete.busy || request.busy || timestamp.busy} onClick={() => start(step)}>
            {t('action.asks', { action: t(`report.step.${step}`) })}
          </Button>
        ))}
      </Group>
      {refused !== undefined && <ErrorNotice error={refused} />}
      {started !== undefined && (
        <section key={started.task} aria-label={t(`report.step.${started.step}`)}>
          <TaskPanel task={started.task} label={t(`report.step.${started.step}`)}>
            {(answer) => {
              if ('report' in answer) return <Done step={started.step} file={answer.report} />;
              return 'file' in answer && <Done step={started.step} file={answer.file} />;
            }}
          </TaskPanel>
        </section>
      )}
    </Stack>
  );
};

/** What can follow a step: a signature can be timestamped, and every report be checked. */
const FURTHER: { readonly [step in ReportStep]: readonly ReportStep[] } = {
  complete: ['request', 'timestamp'],
  request: [],
  timestamp: [],
};

const Done = ({ step, file }: { readonly step: ReportStep; readonly file: Written }) => {
  const go = useNavigation((state) => state.go);
  return (
    <Stack gap="xs">
      <Text fw={600}>{t(`report.done.${step}`)}</Text>
      <WrittenFile file={file} />
      <ReportSteps path={file.path} steps={FURTHER[step]} />
      {step !== 'request' && (
        <Group>
          <Button variant="default" onClick={() => go({ screen: 'verifier', path: file.path })}>
            {t('report.check')}
          </Button>
        </Group>
      )}
    </Stack>
  );
};
