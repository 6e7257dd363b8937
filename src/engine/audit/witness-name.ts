/** What this program's witnesses are called: after their own key, so that a cosigned checkpoint says by itself which key to hold it against. */
import { hex } from '../model/hex.ts';
import { COSIGNATURE_KEY_TYPE, readCosignature } from './cosignature.ts';
import type { Note } from './signed-note.ts';
import type { VerifierKey } from './verifier-key.ts';

const NAME = /^probity-witness\/(?<key>[0-9a-f]{64})$/;

export const witnessName = (publicKey: Uint8Array): string => `probity-witness/${hex(publicKey)}`;

/** The key that a witness's name says; undefined for names of other programs' witnesses, whose keys have to be handed over. */
const witnessKeyIn = (name: string): VerifierKey | undefined => {
  const { key } = NAME.exec(name)?.groups ?? {};
  return key === undefined ? undefined : { name, type: COSIGNATURE_KEY_TYPE, publicKey: Buffer.from(key, 'hex') };
};

/**
 * The good cosignatures on a checkpoint whose witnesses are called so. Anybody can make such a key: whose it is shows its fingerprint, which people
 * compare.
 */
export const namedCosignatures = (note: Note): readonly { readonly key: VerifierKey; readonly atSeconds: number }[] =>
  [...new Set(note.signatures.map(({ name }) => name))].flatMap((name) => {
    const key = witnessKeyIn(name);
    const found = key && readCosignature(note, key);
    return key === undefined || found === undefined ? [] : [{ key, atSeconds: found.atSeconds }];
  });
