/** Completions with which a function wants something written: it may refuse, and nothing else is to fail with it, so each has a transaction of its own. */
import { failureOf } from '../job/failure-of.ts';
import type { Port } from '../port.ts';
import type { Store } from '../store/store.ts';
import { diskFailure } from './disk-failure.ts';
import type { LiveRun, Offer } from './live-run.ts';
import type { MetricsMeter } from './metrics-meter.ts';
import type { MoveDetails, MoveMaker } from './move-maker.ts';
import type { RunMove } from './run-move.ts';
import type { RunEvent } from './run-state.ts';
import type { Stalls } from './stalls.ts';
import { countWritten, writeMove } from './written-moves.ts';

type Options = {
  readonly store: Store;
  readonly port: Port;
  readonly actor: string;
  readonly meter: MetricsMeter;
  readonly maker: MoveMaker;
  readonly stalls: Stalls;
  readonly isLive: (run: LiveRun) => boolean;
  readonly flush: () => void;
  readonly submit: (run: LiveRun, event: RunEvent, details: MoveDetails) => void;
  readonly breakDown: (run: LiveRun, error: unknown) => void;
  readonly written: (moves: readonly RunMove[]) => void;
};

/** Gives what takes such a completion up. */
export const createLoneCompletion = (options: Options): ((run: LiveRun, offer: Offer) => void) => {
  const { store, port, actor, meter, maker, stalls, isLive, flush, submit, breakDown, written } = options;
  return (run, offer) => {
    const { event, attempt } = offer;
    flush();
    if (attempt === undefined || attempt.state === 'over' || !isLive(run)) return;
    if (run.offers !== undefined) {
      run.offers.push(offer);
      return;
    }
    const startedMs = port.clock.monotonicMs();
    const stage: { moving: boolean; made: RunMove | undefined } = { moving: false, made: undefined };
    try {
      store.change(actor, (writer) => {
        for (const write of attempt.completions) write(writer);
        stage.moving = true;
        stage.made = maker.make(run, event, { attempt });
        if (stage.made === undefined) throw new Error(`nothing follows from the completion of step "${attempt.step}"`);
        writeMove(writer, stage.made);
      });
    } catch (error) {
      const disk = diskFailure(error, store.path);
      if (stage.made !== undefined) {
        if (!stalls.refused([stage.made], [], error)) return;
      } else {
        if (stage.moving) breakDown(run, error);
        else if (disk !== undefined) stalls.hold(run, [offer], disk);
        else {
          const failure = failureOf(error, `step "${attempt.step}"`, port, { run: run.id, step: attempt.step });
          submit(run, { type: 'faulted', step: attempt.step, number: attempt.number, failure }, { attempt });
        }
        return;
      }
    }
    const made = [stage.made as RunMove];
    meter.committed(countWritten(made), port.clock.monotonicMs() - startedMs);
    written(made);
  };
};
