/** Speaks with the engine over the page's own bridge, for tests of what no screen shows. */
import type { Page } from '@playwright/test';
import type { AnswerOf, EngineEvent, InputOf, OperationName } from '../../../src/engine/contract.ts';

/** The answer; fails the test where the engine refuses. */
export const ask = async <Name extends OperationName>(page: Page, name: Name, input: InputOf<Name>): Promise<AnswerOf<Name>> => {
  const reply = await page.evaluate(
    ({ name: operation, input: asked }) =>
      window.probity.call(operation as Name, asked as InputOf<Name>) as Promise<{ ok: boolean; value: unknown; error: unknown }>,
    { name: name as string, input: input as unknown },
  );
  if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`);
  return reply.value as AnswerOf<Name>;
};

type TaskEvent = Extract<EngineEvent, { readonly type: 'task.progress' | 'task.ended' }>;

/** Starts what gives the id of a task or run, and waits for the first of its events that is of this type. */
export const startAndAwait = <Type extends TaskEvent['type']>(
  page: Page,
  start: { readonly name: OperationName; readonly input: unknown },
  type: Type,
): Promise<Extract<TaskEvent, { readonly type: Type }>> =>
  page.evaluate(
    async ({ name, input, type: awaited }) => {
      const heard: TaskEvent[] = [];
      let task: string | undefined;
      const { promise, resolve } = Promise.withResolvers<TaskEvent>();
      const look = (): void => {
        // Progress of nothing yet is told before there is any work to disturb.
        const event = heard.find((one) => one.type === awaited && one.task === task && (one.type !== 'task.progress' || one.done > 0));
        if (event !== undefined) resolve(event);
      };
      window.probity.subscribe((event) => {
        if (event.type === 'task.progress' || event.type === 'task.ended') heard.push(event);
        look();
      });
      const reply = await (Reflect.apply(window.probity.call, null, [name, input]) as Promise<{
        ok: boolean;
        value: { task?: string; run?: string };
        error: unknown;
      }>);
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`);
      task = reply.value.task ?? reply.value.run;
      look();
      return promise as Promise<never>;
    },
    { name: start.name as string, input: start.input, type },
  );
