/** Sees a run on in this process: to its end, or to where only a person or a signal can move it. */
import type { Engine } from '../../../engine/contract.ts';
import type { RunView } from '../../../engine/model/index.ts';
import { ask, showProgress } from '../engine-calls.ts';
import type { Terminal } from '../terminal.ts';

/** Gives the run as it stands then: it has ended, or says in `awaits` what it waits for. */
export const seeThrough = async (engine: Engine, terminal: Terminal, run: string): Promise<RunView> => {
  let stop = (): void => undefined;
  const held = new Promise<void>((resolve, reject) => {
    const look = async (): Promise<void> => {
      const { awaits } = await ask(engine, 'run.show', { run });
      if (awaits !== undefined) resolve();
    };
    // What a run waits for may be that another, which it started, waits.
    const progress = showProgress(terminal, run);
    stop = engine.subscribe((event) => {
      progress(event);
      if (event.type === 'runs.stalled') terminal.remark(`${event.failure.message} It is tried again by itself.`);
      if (event.type === 'run.changed' && (event.status === 'waiting' || event.status === 'suspended')) look().catch(reject);
    });
    look().catch(reject);
  });
  try {
    await Promise.race([engine.ended(run), held]);
  } finally {
    stop();
    terminal.progress('');
  }
  return ask(engine, 'run.show', { run });
};
