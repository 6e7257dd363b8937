/** Long work under way and lately ended, at the foot of the navigation. */
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { TaskProgress } from '../../components/task-progress.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { t } from '../../copy/t.ts';
import type { Place } from '../../state/place.ts';
import { type Task, useTasks } from '../../state/tasks.ts';
import classes from './task-tray.module.css';

const SHOWN_MAX = 4;

/** Where the result of a completed task can be seen. */
const resultPlace = ({ place, end }: Task): Place | undefined => {
  if (end?.status !== 'completed') return undefined;
  if ('population' in end.answer) return { screen: 'population', population: end.answer.population.id };
  if ('verdict' in end.answer) return { screen: 'audit' };
  return 'run' in end.answer ? (place ?? { screen: 'run', run: end.answer.run }) : place;
};

const EndedTask = ({ task, title }: { readonly task: Task; readonly title: string }) => {
  const putAway = useTasks((state) => state.putAway);
  const place = resultPlace(task);
  if (task.end === undefined) return null;
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <Text size="xs" c="dimmed" className="ellipsis" title={task.end.status === 'failed' ? task.end.failure.message : undefined}>
        {place !== undefined ? <TextLink to={place}>{t('task.end.show')}</TextLink> : t(`task.end.${task.end.status}`)}
      </Text>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={t('task.dismissOf', { task: title })}
        onClick={() => putAway(task.id)}
      >
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
};

/** Short work that nobody here named (an appeal is waited for in its own dialog) is not worth a line when it has ended. */
const isWorthALine = ({ title, end, progress, isPutAway }: Task): boolean =>
  isPutAway !== true && (title !== undefined || (end === undefined && progress !== undefined));

export const TaskTray = () => {
  const all = useTasks((state) => state.tasks);
  const tasks = all.filter(isWorthALine);
  if (tasks.length === 0) return null;
  return (
    <section aria-label={t('task.tray')} className={classes.tray}>
      <h2 className={classes.title}>{t('task.tray')}</h2>
      <ul className={classes.list}>
        {tasks.slice(-SHOWN_MAX).map((task) => {
          const title = task.title ?? t('task.untitled');
          return (
            <li key={task.id} className={classes.task}>
              <div className={`${classes.name} ellipsis`} title={title}>
                {title}
              </div>
              {task.end === undefined ? <TaskProgress task={task} label={title} /> : <EndedTask task={task} title={title} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
