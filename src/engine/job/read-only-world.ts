/** What a read-only store asks of the world, in a process or thread that has no port. */
import type { OpenOptions } from '../store/store.ts';

const notForReaders = (): never => {
  throw new Error('a read-only store makes neither identifiers nor salts');
};

export const readOnlyWorld = (): OpenOptions => ({
  readOnly: true,
  clock: { now: () => new Date().toISOString(), monotonicMs: () => performance.now() },
  newId: notForReaders,
  randomBytes: notForReaders,
});
