/** Task functions that do something outside of the workspace, and let a crash come right before and right after. */
import { z } from 'zod';
import { refuse } from '../../../../src/engine/model/problem.ts';
import { defineTask, type TaskContext, type TaskFunction } from '../../../../src/engine/task/task-function.ts';
import type { Outside } from './outside.ts';

const PARTS = 3;

const deedOf = ({ run, step }: TaskContext): string => `${run}/${step}`;

/** @param point called wherever the power may fail. */
export const crashTasks = (outside: Outside, point: (moment: string) => void): readonly TaskFunction[] => {
  const doing = (deed: string, work: () => void): void => {
    point(`before ${deed}`);
    work();
    point(`after ${deed}`);
  };
  return [
    defineTask({
      name: 'crash.act',
      title: 'Have an effect',
      input: z.strictObject({
        value: z.json().default(null),
        failures: z.int().default(0),
        refuse: z.boolean().default(false),
        broken: z.boolean().default(false),
      }),
      output: z.json(),
      idempotent: true,
      run: ({ value, failures, refuse: refused, broken }, context) => {
        if (refused) return refuse('invalid', 'this one is not wanted');
        doing(deedOf(context), () => outside.take(deedOf(context), context.idempotencyKey));
        if (broken && !outside.isMended) return refuse('busy', 'out of order');
        return context.attempt <= failures ? refuse('busy', `not yet, at attempt ${context.attempt}`) : value;
      },
    }),
    defineTask({
      name: 'crash.actOnce',
      title: 'Have an effect that nobody can tell from a second one',
      input: z.strictObject({}),
      output: z.null(),
      idempotent: false,
      run: (_input, context) => {
        doing(deedOf(context), () => outside.takeOnce(deedOf(context)));
        return null;
      },
    }),
    defineTask({
      name: 'crash.answer',
      title: 'Work something out, and leave nothing behind',
      input: z.strictObject({ value: z.json().default(null), failures: z.int().default(0), waits: z.boolean().default(false) }),
      output: z.json(),
      idempotent: true,
      pure: true,
      run: async ({ value, failures, waits }, context) => {
        point(`while ${deedOf(context)} is worked out`);
        if (waits) await new Promise<void>((resolve) => setImmediate(resolve));
        return context.attempt <= failures ? refuse('busy', `not yet, at attempt ${context.attempt}`) : value;
      },
    }),
    defineTask({
      name: 'crash.parts',
      title: 'Have an effect in parts, and remember how far it came',
      input: z.strictObject({}),
      output: z.strictObject({ parts: z.int() }),
      idempotent: true,
      run: async (_input, context) => {
        for (let part = Number(context.checkpoint ?? 0) + 1; part <= PARTS; part++) {
          const deed = `${deedOf(context)}#${part}`;
          doing(deed, () => outside.take(deed, `${context.idempotencyKey}#${part}`));
          context.heartbeat(part);
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
        return { parts: PARTS };
      },
    }),
  ];
};
