/** What an engine of the bench `rules` is. Each runs in a process of its own, so that none warms or crowds another. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Answer, Citizens } from './task.ts';

export type Engine = {
  /** Citizens it is asked about; fewer than a million where that takes minutes. */
  readonly rows: number;
  /** Timed runs; the median counts. One more run comes before them. */
  readonly runs: number;
  /** For an engine that is told to use no more than so many threads. */
  readonly env?: Readonly<Record<string, string>>;
  /** Brings the citizens into the form that suits the engine best, and compiles the rules; none of that is timed. */
  prepare(citizens: Citizens): Promise<() => Answer | Promise<Answer>>;
};

/**
 * A package of test/bench/package.json. Those are installed for this bench only, so their types are not at hand: the caller states the part
 * that it uses.
 */
export const loadPeer = <T>(name: string): T => createRequire(join(process.cwd(), 'test', 'bench', 'package.json'))(name) as T;
