/** What the window knows of long work: events may come before the command's answer, and what has ended does not pile up. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src/engine/contract.ts';
import { useTasks } from '../../src/renderer/state/tasks.ts';

const progress = (task: string, done: number): EngineEvent => ({
  type: 'task.progress',
  task,
  phase: 'units',
  done,
  total: 10,
  unit: 'rows',
  rate: 1,
});
const cancelled = (task: string): EngineEvent => ({ type: 'task.ended', task, end: { status: 'cancelled' } });

const tasks = () => useTasks.getState();
const find = (id: string) => tasks().tasks.find((task) => task.id === id);

beforeEach(() => tasks().clear());

describe('tasks', () => {
  it('that ended before they were named keep their end', () => {
    tasks().hear(progress('a', 4));
    tasks().hear(cancelled('a'));
    tasks().name('a', 'Import', { screen: 'populations' });
    expect(find('a')).toMatchObject({
      title: 'Import',
      place: { screen: 'populations' },
      progress: { done: 4 },
      end: { status: 'cancelled' },
    });
    expect(tasks().tasks).toHaveLength(1);
  });

  it('show the last progress that was heard', () => {
    tasks().hear(progress('a', 4));
    tasks().hear(progress('a', 5));
    expect(find('a')?.progress?.done).toBe(5);
  });

  it('drop the oldest that have ended, never one that runs', () => {
    tasks().hear(progress('running', 1));
    for (let i = 0; i < 50; i++) tasks().hear(cancelled(`ended ${i}`));
    expect(find('running')).toBeDefined();
    expect(find('ended 0')).toBeUndefined();
    expect(find('ended 49')).toBeDefined();
    expect(tasks().tasks.length).toBeLessThan(30);
  });

  it('that are put away keep their end for the screen that shows it', () => {
    tasks().name('a', 'Check', { screen: 'audit' });
    tasks().hear(cancelled('a'));
    tasks().putAway('a');
    expect(find('a')).toMatchObject({ isPutAway: true, end: { status: 'cancelled' } });
  });

  it('are taken off the list one by one', () => {
    tasks().hear(cancelled('a'));
    tasks().hear(cancelled('b'));
    tasks().dismiss('a');
    expect(tasks().tasks.map(({ id }) => id)).toEqual(['b']);
  });
});
