/** The task functions that templates may name. */
import type { TaskFunction } from './task-function.ts';

export type TaskRegistry = ReadonlyMap<string, TaskFunction>;

/** Throws where two functions have one name: a fault of ours. */
export const createTaskRegistry = (tasks: readonly TaskFunction[]): TaskRegistry => {
  const registry = new Map<string, TaskFunction>();
  for (const task of tasks) {
    if (registry.has(task.name)) throw new Error(`two task functions are named "${task.name}"`);
    registry.set(task.name, task);
  }
  return registry;
};
