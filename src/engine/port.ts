/** What the engine asks of the world around it. Whoever hosts the engine gives these; tests give their own. */
import type { JobRunner } from './job/protocol.ts';

export type LogFields = { readonly [name: string]: string | number | boolean | undefined };

export type Port = {
  readonly clock: {
    /** Now, ISO 8601 UTC with milliseconds. */
    now(): string;
    /** Milliseconds from some start, never going back. */
    monotonicMs(): number;
  };
  /** A new identifier, unique and in the order of time (UUID version 7). */
  newId(): string;
  randomBytes(count: number): Uint8Array;
  /**
   * Does `work` once so much time of the monotonic clock has gone by, at most 2^31 - 1 ms; gives what calls it off. The process stays alive for it.
   */
  after(delayMs: number, work: () => void): () => void;
  /** Runs heavy work off this thread. */
  readonly jobs: JobRunner;
  /**
   * Prints self-contained HTML to tagged PDF with its headings as an outline. Rejects soon after the signal says that nobody waits any more. What it has
   * to write on the way goes into the folder, which whoever gives it removes, as `page.html` and `printed.pdf`.
   */
  printPdf(html: string, options?: { readonly signal?: AbortSignal; readonly folder?: string }): Promise<Uint8Array>;
  /** Which build of the program this is: SHA-256 over its own files, lower-case hex. */
  build(): Promise<string>;
  /**
   * This machine's own folder, for what belongs to no workspace: log keys, signers, sightings. It exists and can be written, or nothing that needs it is
   * done. A copied or stolen workspace takes nothing of it along.
   */
  readonly machineFolder: string;
  /** Never values of a population or of documents: names, counts and ids only. */
  log(level: 'info' | 'warn' | 'error', event: string, fields?: LogFields): void;
};
