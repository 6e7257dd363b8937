/** Log keys of a machine that has no disk. */
import type { LogKeyring } from '../../src/engine/identity/log-keyring.ts';

export const memoryLogKeyring = (): LogKeyring => {
  const seeds = new Map<string, Uint8Array>();
  return {
    find: (origin) => seeds.get(origin),
    keep: (origin, seed) => {
      seeds.set(origin, seed);
    },
  };
};
