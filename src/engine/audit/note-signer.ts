/** What signs notes: an Ed25519 key under a name. */
import type { VerifierKey } from './verifier-key.ts';

export type NoteSigner = {
  readonly key: VerifierKey;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
};
