/** Does once, while nobody waits for it, what takes several times as long at its first time: the checks of documents. */
import { setTimeout } from 'node:timers/promises';
import type { Engine } from '../engine/contract.ts';

/** Between two documents, so that whatever a person does comes in between. */
const PAUSE_MS = 100;

const pause = (): Promise<void> => setTimeout(PAUSE_MS);

/** Checks the documents that come with the program, small ones first: each holds this thread for a few milliseconds, where the first large one would for 70. */
export const warmUp = async (engine: Pick<Engine, 'call'>, wait: () => Promise<void> = pause): Promise<void> => {
  await wait();
  const shipped = await engine.call('document.shipped', {});
  if (!shipped.ok) return;
  for (const { body } of shipped.value.toSorted((a, b) => a.body.length - b.body.length)) {
    await wait();
    await engine.call('document.check', { body });
  }
};
