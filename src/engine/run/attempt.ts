/** One attempt at a task while it is at work. Whoever is no longer the open attempt of its step has lost the right to read, write and end. */
import type { JobProgress } from '../job/protocol.ts';
import type { Json } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import type { Pin } from '../model/run.ts';
import type { Port } from '../port.ts';
import type { Store } from '../store/store.ts';
import type { Attempt, LiveRun } from './live-run.ts';

/** What attempts need of the process that they are made in. */
export type AttemptHost = {
  readonly store: Store;
  readonly port: Port;
  readonly actor: string;
  /** The attempt has handed over a checkpoint. */
  readonly keepCheckpoint: (attempt: Attempt) => void;
  readonly progress: (run: string, progress: JobProgress) => void;
};

type Options = Pick<Attempt, 'live' | 'step' | 'number' | 'task' | 'begunBy'> & {
  readonly idempotencyKey: string;
  readonly checkpoint: Json | undefined;
};

const pinOf = ({ state }: LiveRun, reference: string): Pin | undefined => state.pins.find((pin) => pin.reference === reference);

export const createAttempt = (host: AttemptHost, options: Options): Attempt => {
  const { store, port, actor } = host;
  const { live, step, number, task, begunBy } = options;
  let controller: AbortController | undefined;
  /** Most tasks never ask for their signal, and it is dear to make. */
  const signal = (): AbortSignal => {
    if (controller === undefined) {
      controller = new AbortController();
      if (attempt.state === 'over') controller.abort();
    }
    return controller.signal;
  };
  const guard = (): void => {
    if (attempt.state !== 'working') refuse('cancelled', `Attempt ${number} at step "${step}" is over.`);
  };
  const guardEffect = (): void => {
    guard();
    if (task.pure) throw new Error(`${task.name} is said to be pure, and leaves something behind`);
  };
  const startedMs = port.clock.monotonicMs();
  const attempt: Attempt = {
    live,
    step,
    number,
    task,
    startedMs,
    begunBy,
    state: 'working',
    completions: [],
    checkpoint: undefined,
    beatMs: startedMs,
    callOff: undefined,
    abort: () => {
      const wasWorking = attempt.state === 'working';
      attempt.state = 'over';
      if (!wasWorking) return;
      attempt.callOff?.();
      controller?.abort();
    },
    context: {
      run: live.id,
      step,
      attempt: number,
      idempotencyKey: options.idempotencyKey,
      actor,
      workspacePath: store.path,
      port,
      get signal() {
        return signal();
      },
      checkpoint: options.checkpoint,
      read: (work) => {
        guard();
        return store.read(work);
      },
      change: (work) => {
        guardEffect();
        return store.change(actor, work);
      },
      onCompletion: (write) => {
        if (task.pure) guardEffect();
        attempt.completions.push(write);
      },
      progress: (word) => {
        if (attempt.state === 'working' && begunBy <= live.followed) host.progress(live.id, word);
      },
      heartbeat: (checkpoint) => {
        guardEffect();
        attempt.beatMs = port.clock.monotonicMs();
        if (checkpoint === undefined) return;
        attempt.checkpoint = { data: checkpoint };
        host.keepCheckpoint(attempt);
      },
      pin: (reference) => pinOf(live, reference),
    },
  };
  return attempt;
};
