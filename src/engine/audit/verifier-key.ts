/** The public key of a note's signer, as https://c2sp.org/signed-note has it: name, hash and key. */

/** 1: signed notes. 4: cosignatures of checkpoints, https://c2sp.org/tlog-cosignature. */
export type NoteKeyType = 1 | 4;

export type VerifierKey = {
  readonly name: string;
  readonly type: NoteKeyType;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
};
