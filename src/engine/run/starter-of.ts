/** Who started a run: of one that a step started, whoever started the run of that step, and not whose process happened to carry that one on. */
import type { Reader } from '../store/handle.ts';
import { getRun, type StoredRun } from '../store/run/run-store.ts';

/** Whoever it is may not decide approvals that are for somebody else. */
export const starterOf = (reader: Reader, { actor, parent }: Pick<StoredRun, 'actor' | 'parent'>): string =>
  parent === undefined ? actor : starterOf(reader, getRun(reader, parent.run));
