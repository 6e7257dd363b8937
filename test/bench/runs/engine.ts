/** What an engine of the bench `runs` is. Each runs in a process of its own, on a file of its own, fully durable. */

/** A run of ten steps that do nothing, one after the other: the same for every engine. */
export const STEPS = 10;

/** What steps tell while they are timed. */
export type StepWatch = {
  /** Called by every step when it begins; a promise that never resolves holds the run there. */
  begun(step: number): void | Promise<void>;
};

export type OpenEngine = {
  /** Starts a run; resolves when it has ended, and all of it is on disk. */
  run(): Promise<void>;
  close(): Promise<void>;
};

export type Engine = {
  /** Runs that are timed one after the other, and all at once. */
  readonly runsOneByOne: number;
  readonly runsAtOnce: number;
  /**
   * Opens the file, or makes it.
   * @param onRecovered called when a run that an earlier process had left has ended.
   */
  open(path: string, watch: StepWatch, onRecovered?: () => void): Promise<OpenEngine>;
};
