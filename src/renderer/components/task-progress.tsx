/** How far a task is: phase, bar, count, rate, and a way to stop it. */
import { Button, Group, Progress, Text } from '@mantine/core';
import { type CopyKey, t } from '../copy/t.ts';
import type { Task } from '../state/tasks.ts';
import { useCommand } from '../state/use-command.ts';
import { ErrorNotice } from './error-notice.tsx';
import { formatShare } from './format/share.ts';
import { wholeNumber } from './format/whole-number.ts';

/** What the engine's jobs are at, in words; a phase that has none here is shown as the engine names it. */
const PHASES: ReadonlyMap<string, CopyKey> = new Map([
  ['units', 'phase.units'],
  ['members', 'phase.members'],
  ['generate', 'phase.generate'],
  ['evaluate', 'phase.evaluate'],
  ['verify', 'phase.verify'],
]);

const phaseText = (phase: string): string => {
  const key = PHASES.get(phase);
  return key === undefined ? phase : t(key);
};

export const TaskProgress = ({ task, label }: { readonly task: Task; readonly label: string }) => {
  const cancel = useCommand('task.cancel');
  const { progress } = task;
  const share = progress === undefined || progress.total === 0 ? 0 : Math.min(100, (progress.done / progress.total) * 100);
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="xs" mb={4}>
        <Text size="sm" className="ellipsis">
          {progress === undefined ? t('task.waiting') : phaseText(progress.phase)}
        </Text>
        <Text size="sm" c="dimmed" className="figures">
          {progress === undefined ? '' : formatShare(progress.done, progress.total)}
        </Text>
      </Group>
      <Progress.Root size="sm">
        <Progress.Section value={share} aria-label={label} />
      </Progress.Root>
      <Group justify="space-between" wrap="nowrap" gap="xs" mt={4} mih={32}>
        <Text size="xs" c="dimmed" className="figures">
          {progress === undefined
            ? ''
            : t('task.rate', {
                done: progress.done,
                total: progress.total,
                rate: wholeNumber(Math.round(progress.rate)),
              })}
        </Text>
        <Button
          size="compact-sm"
          flex="none"
          variant="subtle"
          color="gray"
          loading={cancel.busy}
          aria-label={t('task.cancelOf', { task: label })}
          onClick={() => cancel.send({ task: task.id })}
        >
          {t('task.cancel')}
        </Button>
      </Group>
      {cancel.error !== undefined && <ErrorNotice error={cancel.error} onClose={cancel.clear} />}
    </div>
  );
};
