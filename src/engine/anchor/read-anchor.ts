/** Reads a small file from outside that vouches for a trail: a checkpoint, one that a witness cosigned, or an RFC 3161 response over one. */
import { type ParsedCheckpoint, parseCheckpoint } from '../audit/checkpoint.ts';
import { readCosignature } from '../audit/cosignature.ts';
import { NOTE_CHARS_MAX } from '../audit/signed-note.ts';
import { isSignedBy, keyFingerprint, parseVerifierKey, type VerifierKey, writeVerifierKey } from '../audit/verifier-key.ts';
import { namedCosignatures } from '../audit/witness-name.ts';
import { hex } from '../model/hex.ts';
import { refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import type { Anchor } from '../model/trust.ts';
import { RESPONSE_BYTES_MAX, readTimestampResponse } from '../signing/timestamp.ts';

export const ANCHOR_BYTES_MAX = Math.max(NOTE_CHARS_MAX, RESPONSE_BYTES_MAX);

/** An anchor, and what it rests on. */
export type ReadAnchor = {
  readonly anchor: Anchor;
  /** The signed note that it is about. */
  readonly checkpoint: string;
  /** Of a cosignature: verifier key of the witness. */
  readonly key?: string;
  readonly data: Uint8Array;
};

export type AnchorFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** A checkpoint does not say when it was made; its file does. */
  readonly changedAt: string;
};

/** What is asked of the trail that the file is to vouch for. */
export type AnchoredLog = {
  readonly origin: string;
  /** Keys that its entries name. */
  readonly keys: readonly VerifierKey[];
  /** The newest checkpoint that passes the test. */
  findCheckpoint(test: (note: string) => boolean): string | undefined;
};

type Options = {
  /** Verifier key of the witness; those of this program's witnesses say their key themselves. */
  readonly witnessKey?: string | undefined;
};

const DER_SEQUENCE = 0x30;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Refusal 'invalid' where the file is none of these, is not good, or is about another log. Whether the trail agrees with it is another question. */
export const readAnchor = (file: AnchorFile, log: AnchoredLog, { witnessKey }: Options = {}): ReadAnchor => {
  if (file.bytes.length > ANCHOR_BYTES_MAX)
    return refuse('invalid', `${file.name} has ${file.bytes.length} bytes; what can vouch for a trail has at most ${ANCHOR_BYTES_MAX}.`);
  return file.bytes[0] === DER_SEQUENCE ? readTimestamp(file, log) : readNote(file, log, witnessKey);
};

/** The digest that was stamped stands in the response as it is, which finds the checkpoint. */
const readTimestamp = ({ name, bytes }: AnchorFile, { findCheckpoint }: AnchoredLog): ReadAnchor => {
  const response = Buffer.from(bytes);
  const checkpoint = findCheckpoint((note) => response.includes(Buffer.from(sha256(note))));
  if (checkpoint === undefined)
    return refuse('invalid', `${name} is no timestamp of a checkpoint of this workspace, or its checkpoint is not there any more.`);
  const { size, root } = parsed(name, checkpoint).checkpoint;
  const timestamp = readTimestampResponse(bytes, sha256(checkpoint));
  if (typeof timestamp === 'string') return refuse('invalid', `${name} is no timestamp that can be used: ${timestamp}.`);
  const { by, at, fingerprint } = timestamp;
  return { anchor: { kind: 'timestamp', size, root: hex(root), by, at, outside: true, fingerprint }, checkpoint, data: bytes };
};

const readNote = (file: AnchorFile, log: AnchoredLog, witnessKey: string | undefined): ReadAnchor => {
  const { name, bytes, changedAt } = file;
  const checkpoint = textOf(file);
  const found = parsed(name, checkpoint);
  const { origin, size, root } = found.checkpoint;
  if (origin !== log.origin) return refuse('invalid', `${name} is about the log "${origin}"; this workspace's is "${log.origin}".`);
  const state = { size, root: hex(root) };
  const signer = log.keys.find((known) => known.name === origin && isSignedBy(found.note, known));
  // A witness may remember a key that a rewritten trail does not name; and anybody can make a witness that claims anything.
  const unsigned = signer === undefined ? ', signed by no key that this trail names' : '';
  const cosigned = cosignatureOf(found, witnessKey);
  if (typeof cosigned === 'string') return refuse('invalid', `${name} cannot be used: ${cosigned}`);
  if (cosigned !== undefined) {
    const { key, atSeconds } = cosigned;
    const at = new Date(atSeconds * 1_000).toISOString();
    const anchor: Anchor = {
      kind: 'cosignature',
      ...state,
      by: `${key.name}${unsigned}`,
      at,
      outside: true,
      fingerprint: keyFingerprint(key),
    };
    return { anchor, checkpoint, key: writeVerifierKey(key), data: bytes };
  }
  const fingerprint = signer === undefined ? {} : { fingerprint: keyFingerprint(signer) };
  return {
    anchor: { kind: 'checkpoint', ...state, by: `${name}${unsigned}`, at: changedAt, outside: false, ...fingerprint },
    checkpoint,
    data: bytes,
  };
};

/** The newest cosignature of a witness whose key is known; a sentence where that of the named witness is not there. */
const cosignatureOf = (
  { note }: ParsedCheckpoint,
  witnessKey: string | undefined,
): { readonly key: VerifierKey; readonly atSeconds: number } | string | undefined => {
  if (witnessKey === undefined) return namedCosignatures(note).toSorted((a, b) => b.atSeconds - a.atSeconds)[0];
  const key = parseVerifierKey(witnessKey);
  if (typeof key === 'string') return key;
  const cosigned = readCosignature(note, key);
  return cosigned === undefined ? `it has no good cosignature of "${key.name}".` : { key, atSeconds: cosigned.atSeconds };
};

const textOf = ({ name, bytes }: AnchorFile): string => {
  try {
    return UTF8.decode(bytes);
  } catch {
    return refuse('invalid', `${name} is neither text nor an RFC 3161 response: expected a checkpoint, a cosigned one, or a response.`);
  }
};

const parsed = (name: string, checkpoint: string): ParsedCheckpoint => {
  const found = parseCheckpoint(checkpoint);
  return typeof found === 'string' ? refuse('invalid', `${name} is no checkpoint. ${found}`) : found;
};
