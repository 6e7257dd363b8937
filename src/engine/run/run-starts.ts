/** Begins runs: at once, or in their turn among what else there is to do. */
import { failureOf } from '../job/failure-of.ts';
import type { Failure } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { type LiveRun, newLiveRun } from './live-run.ts';
import { newState } from './machine/index.ts';
import type { MoveDetails } from './move-maker.ts';
import type { RunMove } from './run-move.ts';
import type { RunStart } from './run-start.ts';
import type { RunEvent } from './run-state.ts';

export type RunStarts = {
  /** Adds a run whose first move is not written yet. */
  begin(start: RunStart, details: Pick<MoveDetails, 'commanded' | 'told'>): RunMove;
  /** The same in its turn; `told` is called once it is written, or with why it was not. */
  beginSoon(start: RunStart, told: (failure: Failure | undefined) => void): void;
  /** Begins all whose turn has not come. */
  beginAll(): void;
};

type Options = {
  readonly port: Port;
  readonly live: Map<string, LiveRun>;
  readonly submit: (run: LiveRun, event: RunEvent, details: MoveDetails) => RunMove | undefined;
  readonly addStart: (start: () => void) => void;
  /** There is something to do in the next turn. */
  readonly soon: () => void;
};

export const createRunStarts = ({ port, live, submit, addStart, soon }: Options): RunStarts => {
  const waiting = new Set<() => void>();

  const begin: RunStarts['begin'] = ({ run, graph, pins, adopt, starter = run.actor, alongside }, details) => {
    const at = port.clock.now();
    const state = newState(graph, { id: run.id, input: run.input, actor: starter, createdAt: at });
    const started = newLiveRun({ run, graph, state, seq: 0, children: new Map() });
    live.set(run.id, started);
    try {
      const event: RunEvent = { type: 'start', pins, ...(adopt !== undefined && { adopt }) };
      const made = submit(started, event, { at, insert: run, ...details, ...(alongside !== undefined && { alongside }) });
      if (made === undefined) throw new Error(`nothing follows from the start of run ${run.id}`);
      return made;
    } catch (error) {
      live.delete(run.id);
      throw error;
    }
  };

  return {
    begin,
    beginSoon: (start, told) => {
      const beginIt = (): void => {
        if (!waiting.delete(beginIt)) return;
        try {
          begin(start, { commanded: true, told });
        } catch (error) {
          told(failureOf(error, 'this run', port, { run: start.run.id }));
        }
      };
      waiting.add(beginIt);
      addStart(beginIt);
      soon();
    },
    beginAll: () => {
      for (const beginIt of waiting) beginIt();
    },
  };
};
