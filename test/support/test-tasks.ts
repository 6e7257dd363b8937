/** Task functions for tests of templates and runs: they echo, wait to be let go, or fail as often as they are told. */
import { z } from 'zod';
import { refuse } from '../../src/engine/model/problem.ts';
import { defineTask, type TaskFunction } from '../../src/engine/task/task-function.ts';
import { createTaskRegistry } from '../../src/engine/task/task-registry.ts';

/** Gives back what it is given. */
export const echo = defineTask({
  name: 'test.echo',
  title: 'Echo',
  input: z.strictObject({ value: z.json(), label: z.string().optional() }),
  output: z.strictObject({ value: z.json() }),
  idempotent: true,
  run: ({ value }) => ({ value }),
});

export const add = defineTask({
  name: 'test.add',
  title: 'Add whole numbers',
  input: z.strictObject({ left: z.int(), right: z.int() }),
  output: z.strictObject({ sum: z.int() }),
  idempotent: true,
  run: ({ left, right }) => ({ sum: left + right }),
});

/** Refuses with the kind that it is given. */
export const refusing = defineTask({
  name: 'test.refuse',
  title: 'Refuse',
  input: z.strictObject({ kind: z.enum(['invalid', 'busy']) }),
  output: z.strictObject({}),
  idempotent: true,
  run: ({ kind }) => refuse(kind, `refused as ${kind}`),
});

/** A task whose attempts wait until the test lets them go; it tells when they have begun. */
export const gate = (options: { readonly name?: string; readonly idempotent?: boolean } = {}) => {
  const waiting: { readonly step: string; open(): void }[] = [];
  let begun: (() => void)[] = [];
  const aborted: string[] = [];
  const task: TaskFunction = defineTask({
    name: options.name ?? 'test.gate',
    title: 'Wait for the test',
    input: z.strictObject({}),
    output: z.strictObject({ attempt: z.int() }),
    idempotent: options.idempotent ?? true,
    run: async (_input, context) => {
      await new Promise<void>((resolve) => {
        waiting.push({ step: context.step, open: resolve });
        context.signal.addEventListener('abort', () => {
          aborted.push(context.step);
          resolve();
        });
        for (const tell of begun) tell();
      });
      return { attempt: context.attempt };
    },
  });
  return {
    task,
    /** Steps whose signal was aborted. */
    aborted,
    /** Resolves when so many attempts have begun in all. */
    begun: async (count: number): Promise<void> => {
      while (waiting.length < count) await new Promise<void>((resolve) => begun.push(resolve));
      begun = [];
    },
    open: (): void => {
      for (const { open } of waiting) open();
    },
    steps: (): readonly string[] => waiting.map(({ step }) => step),
  };
};

/** Faults as often as it is told before it succeeds. */
export const flaky = (failures: number): { readonly task: TaskFunction; calls(): number } => {
  let calls = 0;
  const task = defineTask({
    name: 'test.flaky',
    title: 'Fail at first',
    input: z.strictObject({}),
    output: z.strictObject({ calls: z.int() }),
    idempotent: true,
    run: () => {
      if (++calls <= failures) return refuse('busy', `not yet, at call ${calls}`);
      return { calls };
    },
  });
  return { task, calls: () => calls };
};

export const testTasks = (...more: readonly TaskFunction[]) => createTaskRegistry([echo, add, refusing, ...more]);
