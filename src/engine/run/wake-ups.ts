/** Wakes runs when they are due by the wall clock, with one timer for all of them and no polling. */
import type { Port } from '../port.ts';
import { type Timed, TimerHeap } from './machine/timer-heap.ts';

/**
 * Timers count the time that the machine is awake; the wall clock jumps over sleep, and when it is set. So it is looked at again this often, as long as
 * anybody waits. It also keeps delays below what timers take.
 */
export const LOOK_AGAIN_MS = 30_000;

export type WakeUps<Member extends Timed> = {
  /** When the member is to be woken; undefined for never. */
  set(member: Member, due: string | undefined): void;
  close(): void;
};

/** `wake` is called once for a member that is due, which is out of the queue by then. */
export const createWakeUps = <Member extends Timed>(
  port: Pick<Port, 'clock' | 'after'>,
  wake: (member: Member) => void,
): WakeUps<Member> => {
  const queue = new TimerHeap<Member>();
  let armed: { readonly for: string; readonly callOff: () => void } | undefined;

  /** A timer that is set too early does no harm: it finds nobody due, and sets itself anew. */
  const arm = (): void => {
    const due = queue.first?.due;
    if (due === undefined || (armed !== undefined && armed.for <= due)) return;
    armed?.callOff();
    const inMs = Date.parse(due) - Date.parse(port.clock.now());
    armed = { for: due, callOff: port.after(Math.min(Math.max(inMs, 0), LOOK_AGAIN_MS), ring) };
  };

  const ring = (): void => {
    armed = undefined;
    const now = port.clock.now();
    for (const member of queue.dueAt(now)) {
      queue.set(member, undefined);
      wake(member);
    }
    arm();
  };

  return {
    set: (member, due) => {
      queue.set(member, due);
      arm();
    },
    close: () => armed?.callOff(),
  };
};
