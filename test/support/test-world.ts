/** A world that a test can foresee: the clock ticks once per question, identifiers and random bytes follow from a seed. */
import { createHash } from 'node:crypto';
import type { StoreWorld } from '../../src/engine/store/store.ts';
import { memoryLogKeyring } from './memory-log-keyring.ts';

const START_MS = Date.UTC(2026, 0, 1);

/** All worlds of a test are one machine. */
const machineKeys = memoryLogKeyring();

export const testWorld = (seed = 'test'): StoreWorld => {
  let ticks = 0;
  let drawn = 0;
  const draw = (): Buffer => createHash('sha256').update(`${seed}/${drawn++}`).digest();
  return {
    clock: {
      now: () => new Date(START_MS + ticks++).toISOString(),
      monotonicMs: () => performance.now(),
    },
    newId: () => {
      const hex = draw().toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    randomBytes: (count) => {
      const parts: Buffer[] = [];
      for (let bytes = 0; bytes < count; bytes += 32) parts.push(draw());
      return Buffer.concat(parts).subarray(0, count);
    },
    logKeys: machineKeys,
  };
};
