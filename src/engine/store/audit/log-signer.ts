/** Gets hold of the key that signs a workspace's checkpoints on this machine. */
import { createNoteSigner, SEED_BYTES } from '../../audit/ed25519-signer.ts';
import type { NoteSigner } from '../../audit/note-signer.ts';
import { writeVerifierKey } from '../../audit/verifier-key.ts';
import { Refusal } from '../../model/problem.ts';
import type { StoreWorld } from '../store.ts';

/** What checkpoints are signed with, or why none are: work on the workspace goes on without. */
export type LogSigner = { readonly signer: NoteSigner } | { readonly hindrance: string };

type KeyWorld = Pick<StoreWorld, 'logKeys' | 'randomBytes'>;

const orHindrance = <T>(work: () => T): T | { readonly hindrance: string } => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return { hindrance: error.message };
    throw error;
  }
};

/** The key that is kept here for the log; undefined where there is none. Nothing is written. */
export const heldLogSigner = (origin: string, { logKeys }: Pick<KeyWorld, 'logKeys'>): LogSigner | undefined =>
  orHindrance(() => {
    const seed = logKeys.find(origin);
    return seed && { signer: createNoteSigner(origin, seed) };
  });

/** The key that is kept here for the log, or a new one, which is on the disk when this returns. */
export const logSigner = (origin: string, world: KeyWorld): LogSigner =>
  heldLogSigner(origin, world) ??
  orHindrance(() => {
    const seed = world.randomBytes(SEED_BYTES);
    const signer = createNoteSigner(origin, seed);
    world.logKeys.keep(origin, seed);
    return { signer };
  });

export const verifierKeyOf = (signer: LogSigner): string | undefined =>
  'signer' in signer ? writeVerifierKey(signer.signer.key) : undefined;
