/** Holds back the engine's answers to one operation, so that a test decides what a person does before they come. */
import type { ElectronApplication } from '@playwright/test';

type Handler = (event: unknown, name: string, input: unknown) => Promise<unknown>;

/**
 * The work itself is done at once; only its answer waits until the returned function is called. Other operations are answered as ever. Electron has
 * no way of its own to ask for a handler that is there, so its map of them is used.
 */
export const holdAnswers = async (app: ElectronApplication, operation: string): Promise<() => Promise<void>> => {
  await app.evaluate(
    ({ ipcMain }, { channel, held }) => {
      const handlers = (ipcMain as unknown as { readonly _invokeHandlers: Map<string, Handler> })._invokeHandlers;
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`nothing answers ${channel}`);
      const holding = globalThis as typeof globalThis & { letGo?: () => void };
      const earlier = holding.letGo;
      const letGo = new Promise<void>((resolve) => {
        // Asked twice, because an answer of the inspector was lost, it holds twice, and lets go of both.
        holding.letGo = () => {
          earlier?.();
          resolve();
        };
      });
      handlers.set(channel, async (event, name, input) => {
        const answer = await handler(event, name, input);
        if (name === held) await letGo;
        return answer;
      });
    },
    { channel: 'probity:call', held: operation },
  );
  return () => app.evaluate(() => (globalThis as typeof globalThis & { letGo?: () => void }).letGo?.());
};
