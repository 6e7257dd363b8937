/** Sees a run on in this process: to its end, or to where only a person or a signal can move it. */
import type { Engine } from '../../../engine/contract.ts';
import type { RunView } from '../../../engine/model/index.ts';
import { ask } from '../engine-calls.ts';

/** Gives the run as it stands then: it has ended, or says in `awaits` what it waits for. */
export const seeThrough = async (engine: Engine, run: string): Promise<RunView> => {
  let stop = (): void => undefined;
  const held = new Promise<void>((resolve, reject) => {
    const look = async (): Promise<void> => {
      const { awaits } = await ask(engine, 'run.show', { run });
      if (awaits !== undefined) resolve();
    };
    // What a run waits for may be that another, which it started, waits.
    stop = engine.subscribe((event) => {
      if (event.type === 'run.changed' && (event.status === 'waiting' || event.status === 'suspended')) look().catch(reject);
    });
    look().catch(reject);
  });
  try {
    await Promise.race([engine.ended(run), held]);
  } finally {
    stop();
  }
  return ask(engine, 'run.show', { run });
};
