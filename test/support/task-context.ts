/** What a task function is given, on a store and without a run: for tests of what it does with its input. */
import type { Json } from '../../src/engine/model/json.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { ALL_TASKS } from '../../src/engine/task/all-tasks.ts';
import type { TaskContext } from '../../src/engine/task/task-function.ts';
import { testPort } from './test-port.ts';

export const taskContext = (store: Store, pins: readonly NonNullable<ReturnType<TaskContext['pin']>>[] = []): TaskContext => ({
  run: 'a run',
  step: 'step',
  attempt: 1,
  idempotencyKey: 'a run/step',
  actor: 'ada',
  workspacePath: store.path,
  port: testPort(),
  signal: new AbortController().signal,
  read: (work) => store.read(work),
  change: (work) => store.change('ada', work),
  onCompletion: (write) => store.change('ada', write),
  progress: () => undefined,
  heartbeat: () => undefined,
  checkpoint: undefined,
  pin: (reference) => pins.find((pin) => pin.reference === reference),
});

/** What the function of this name gives. */
export const callTask = async (name: string, input: Json, context: TaskContext): Promise<Json> => {
  const task = ALL_TASKS.get(name);
  if (task === undefined) throw new Error(`there is no task function ${name}`);
  return task.execute(input, context);
};
