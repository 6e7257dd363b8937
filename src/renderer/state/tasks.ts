/** Long work under way and lately ended: what the tray shows and what screens wait for. */
import { create } from 'zustand';
import type { EngineEvent, TaskEnd } from '../../engine/contract.ts';
import type { Place } from './place.ts';

const ENDED_MAX = 20;

export type TaskProgress = Extract<EngineEvent, { readonly type: 'task.progress' }>;

export type Task = {
  readonly id: string;
  /** Absent for a task that was started elsewhere. */
  readonly title?: string;
  /** Where its result can be seen. */
  readonly place?: Place;
  readonly progress?: TaskProgress;
  readonly end?: TaskEnd;
  /** Taken off the tray; a screen that shows its result goes on showing it. */
  readonly isPutAway?: true;
};

type Tasks = {
  readonly tasks: readonly Task[];
  /** Names a task that was just started. Its first events may already have been heard. */
  readonly name: (id: string, title: string, place?: Place) => void;
  readonly hear: (event: EngineEvent) => void;
  readonly putAway: (id: string) => void;
  /** Forgets it with its result. */
  readonly dismiss: (id: string) => void;
  readonly clear: () => void;
};

const merge = (tasks: readonly Task[], id: string, change: Partial<Task>): readonly Task[] => {
  const known = tasks.some((task) => task.id === id);
  const merged = known ? tasks.map((task) => (task.id === id ? { ...task, ...change } : task)) : [...tasks, { id, ...change }];
  const ended = merged.filter((task) => task.end !== undefined);
  const dropped = new Set(ended.slice(0, Math.max(0, ended.length - ENDED_MAX)).map((task) => task.id));
  return merged.filter((task) => !dropped.has(task.id));
};

export const useTasks = create<Tasks>()((set) => ({
  tasks: [],
  name: (id, title, place) => set((state) => ({ tasks: merge(state.tasks, id, place === undefined ? { title } : { title, place }) })),
  hear: (event) =>
    set((state) => {
      if (event.type === 'task.progress') return { tasks: merge(state.tasks, event.task, { progress: event }) };
      if (event.type === 'task.ended') return { tasks: merge(state.tasks, event.task, { end: event.end }) };
      return {};
    }),
  putAway: (id) => set((state) => ({ tasks: state.tasks.map((task) => (task.id === id ? { ...task, isPutAway: true } : task)) })),
  dismiss: (id) => set((state) => ({ tasks: state.tasks.filter((task) => task.id !== id) })),
  clear: () => set({ tasks: [] }),
}));

/** The task of this id as it stands; undefined before anything was heard of it. */
export const useTask = (id: string | undefined): Task | undefined =>
  useTasks((state) => (id === undefined ? undefined : state.tasks.find((task) => task.id === id)));

/** Whether the task of this id goes on. One that is known no more has ended long ago. */
export const useUnderWay = (id: string | undefined): boolean => {
  const task = useTask(id);
  return task !== undefined && task.end === undefined;
};
