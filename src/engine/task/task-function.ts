/** What a task function is: the unit of work that a template's `task` step names in `run`. */
import type { z } from 'zod';
import type { JobProgress } from '../job/protocol.ts';
import type { Json } from '../model/json.ts';
import { plainJson } from '../model/plain-json.ts';
import { Refusal } from '../model/problem.ts';
import type { Pin } from '../model/run.ts';
import type { RetryPolicy, StepTimeouts, TaskLimits } from '../model/template-document.ts';
import { zodProblems } from '../model/zod-problems.ts';
import type { Port } from '../port.ts';
import type { Reader, Writer } from '../store/handle.ts';

/** What a task function works with. All of it is fenced: once the attempt is over, reads and writes are refused. */
export type TaskContext = {
  readonly run: string;
  readonly step: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** The same for every attempt at this step, and for no other step of any run: for effects outside of the workspace. */
  readonly idempotencyKey: string;
  readonly actor: string;
  readonly workspacePath: string;
  readonly port: Port;
  /** Aborted when the run is cancelled, another step faulted, or the workspace closes. */
  readonly signal: AbortSignal;
  read<T>(work: (reader: Reader) => T): T;
  /** A transaction of its own, for effects that stay when the attempt fails: parts of a long result. */
  change<T>(work: (writer: Writer) => T): T;
  /** Writes in the transaction that completes the attempt: exactly once, or not at all. */
  onCompletion(write: (writer: Writer) => void): void;
  progress(progress: JobProgress): void;
  /** A sign of life, for steps with a heartbeat timeout. `checkpoint` is kept for later attempts at the step; the newest wins. */
  heartbeat(checkpoint?: Json): void;
  /** What an earlier attempt at this step handed to `heartbeat`. */
  readonly checkpoint: Json | undefined;
  /** The version that the run has pinned for a reference, or undefined where the template does not name it. */
  pin(reference: string): Pin | undefined;
};

/** What holds where a template says nothing. */
export type TaskDefaults = { readonly retry?: RetryPolicy; readonly timeouts?: StepTimeouts; readonly limits?: TaskLimits };

export type TaskFunction = {
  /** "noun.verb": what templates write in `run`. */
  readonly name: string;
  /** What it does, for people. */
  readonly title: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Whether an attempt that was cut off may simply be made again. */
  readonly idempotent: boolean;
  /**
   * It gives an answer and leaves nothing behind, in next to no time: it neither writes, nor checkpoints, nor works outside of the workspace, and what it
   * reads is published for good. Nobody can tell whether an attempt at it was made, so one may be made before the record of its beginning is on disk, and
   * made again where that record got lost. The run itself may not be in the store yet when it works.
   */
  readonly pure: boolean;
  readonly defaults: TaskDefaults;
  /** Does the work. Refusals end the attempt as faulted; anything else that is thrown is a fault of ours and does so too. */
  execute(input: Json, context: TaskContext): Promise<Json>;
};

type Definition<Input extends z.ZodType, Output extends z.ZodType> = {
  readonly name: string;
  readonly title: string;
  readonly input: Input;
  readonly output: Output;
  readonly idempotent: boolean;
  readonly pure?: true;
  readonly defaults?: TaskDefaults;
  readonly run: (input: z.output<Input>, context: TaskContext) => z.output<Output> | Promise<z.output<Output>>;
};

/** A task function whose input is checked before it starts and whose output is checked before anybody reads it. */
export const defineTask = <Input extends z.ZodType, Output extends z.ZodType>(task: Definition<Input, Output>): TaskFunction => ({
  name: task.name,
  title: task.title,
  input: task.input,
  output: task.output,
  idempotent: task.idempotent,
  pure: task.pure ?? false,
  defaults: task.defaults ?? {},
  execute: async (json, context) => {
    const input = task.input.safeParse(json);
    if (!input.success) {
      throw new Refusal({
        kind: 'invalid',
        message: `The input of step "${context.step}" is not what ${task.name} takes.`,
        problems: zodProblems(input.error, json),
      });
    }
    // A throw here is a fault: the function broke its own promise.
    return plainJson(task.output.parse(await task.run(input.data, context)));
  },
});
