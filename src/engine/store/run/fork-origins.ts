/** The runs whose work a run builds upon: itself, the run that it was forked from, and so on. */
import type { Reader } from '../handle.ts';
import { getRun } from './run-store.ts';

/** What an adopted step left in the workspace belongs to the run that did it: it is found by asking these, the nearest first. */
export function* forkOrigins(reader: Reader, run: string): Generator<string> {
  for (let at: string | undefined = run; at !== undefined; at = getRun(reader, at).forkOf?.run) yield at;
}

/** What `find` gives for the nearest of them that has it. */
export const fromForkOrigins = <T>(reader: Reader, run: string, find: (reader: Reader, run: string) => T | undefined): T | undefined => {
  for (const origin of forkOrigins(reader, run)) {
    const found = find(reader, origin);
    if (found !== undefined) return found;
  }
  return undefined;
};
