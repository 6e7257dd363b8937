/** Anchors as they are on this machine: what its own witness cosigned does not lie outside of what its owner controls. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createNoteSigner } from '../audit/ed25519-signer.ts';
import { keyFingerprint } from '../audit/verifier-key.ts';
import type { Anchor } from '../model/trust.ts';
import { troubleOf } from './machine-database.ts';
import getWitnessKey from './sql/get-witness-key.sql?raw';
import { WITNESS_FILE } from './witness.ts';

/** Who vouches for a log from the machine that writes it vouches for nothing; on every other machine the same cosignature does. */
export const seenFrom = (machineFolder: string): ((anchor: Anchor) => Anchor) => {
  const own = ownFingerprint(join(machineFolder, WITNESS_FILE));
  return (anchor) =>
    own !== undefined && anchor.kind === 'cosignature' && anchor.fingerprint === own ? { ...anchor, outside: false } : anchor;
};

/** Undefined where this machine has never been a witness, or its key cannot be read. No key is made for this question. */
const ownFingerprint = (path: string): string | undefined => {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const kept = database.prepare<[], { readonly seed: Uint8Array }>(getWitnessKey).get();
      return kept && keyFingerprint(createNoteSigner('own', kept.seed).key);
    } finally {
      database.close();
    }
  } catch (error) {
    if (troubleOf(error) === undefined) throw error;
    return undefined;
  }
};
