/** Takes down what is commanded of a run that does not go on in this process: it goes on from there in the one that takes it up. */
import type { Port } from '../port.ts';
import type { Store } from '../store/store.ts';
import { newLiveRun } from './live-run.ts';
import type { LoadedRun } from './load-run.ts';
import { move, statusOf } from './machine/index.ts';
import type { RunEvent } from './run-state.ts';
import { writeMove } from './written-moves.ts';

/** Refusals of the machine, and the disk's. */
export const moveDormant = (
  store: Store,
  { port, actor }: { readonly port: Port; readonly actor: string },
  loaded: LoadedRun,
  event: RunEvent,
): void => {
  const { state } = loaded;
  const at = port.clock.now();
  const statusBefore = statusOf(state);
  const { records } = move(state, event, { now: at, random: () => 0, newId: () => port.newId(), admits: () => false, dormant: true });
  if (records.length === 0) return;
  const details = { attempt: undefined, ahead: false, commanded: true, insert: undefined, alongside: undefined, told: undefined };
  const made = { live: newLiveRun(loaded), count: 1, at, records, status: statusOf(state), statusBefore, madeMs: 0, event, ...details };
  store.change(actor, (writer) => writeMove(writer, made));
};
