/** How far a task is: phase, bar, count, rate, and a way to stop it. */
import { Button, Group, Progress as ProgressBar, Text } from '@mantine/core';
import { type CopyKey, counted, t } from '../copy/t.ts';
import type { TaskProgress as Progress, Task } from '../state/tasks.ts';
import { useCommand } from '../state/use-command.ts';
import { ErrorNotice } from './error-notice.tsx';
import { formatDuration } from './format/duration.ts';
import { formatShare } from './format/share.ts';

/** What the engine's jobs are at, in words; a phase that has none here is shown as the engine names it. */
const PHASES: ReadonlyMap<string, CopyKey> = new Map([
  ['read units', 'phase.units'],
  ['read members', 'phase.members'],
  ['generate', 'phase.generate'],
  ['rank', 'phase.rank'],
  ['evaluate', 'phase.evaluate'],
  ['verify', 'phase.verify'],
  ['mutate', 'phase.mutate'],
  ['disclose', 'phase.disclose'],
  ['pack', 'phase.pack'],
  ['write', 'phase.write'],
  ['trying the signer', 'phase.trySigner'],
  ['explaining cases', 'phase.explainCases'],
  ['composing the report', 'phase.compose'],
  ['printing', 'phase.print'],
  ['attaching the bundle', 'phase.attach'],
  ['signing', 'phase.sign'],
]);

const SWEEP = /^sweep (\d+) points$/;

const phaseText = (phase: string): string => {
  const points = SWEEP.exec(phase)?.[1];
  if (points !== undefined) return counted('phase.sweep', Number(points));
  const key = PHASES.get(phase);
  return key === undefined ? phase : t(key);
};

/** Share of the work after which the rate says something about the rest: while workers start, it is far too low. */
const MEASURED_FROM = 0.04;

/** How much is done, how fast it goes on, and how long the rest takes at that rate; no rate is no news yet. */
const speedText = ({ done, total, rate }: Progress): string => {
  const amount = t('task.amount', { done, total });
  if (rate <= 0) return amount;
  const speed = `${amount} · ${t('task.rate', { rate: Math.round(rate) })}`;
  return done >= total || done < total * MEASURED_FROM
    ? speed
    : `${speed} · ${t('task.remaining', { time: formatDuration(roundedUp((total - done) / rate)) })}`;
};

/** Whole seconds, in milliseconds: the rate is a measurement, and the rest of the time no more than that. */
const roundedUp = (seconds: number): number => Math.ceil(seconds) * 1_000;

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
      <ProgressBar.Root size="sm">
        <ProgressBar.Section value={share} aria-label={label} />
      </ProgressBar.Root>
      <Group justify="space-between" wrap="nowrap" gap="xs" mt={4} mih={32}>
        <Text size="xs" c="dimmed" className="figures">
          {progress === undefined ? '' : speedText(progress)}
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
