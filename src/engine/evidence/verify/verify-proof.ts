/** Checks the proof of one entry, with the entry's bytes, which lie in a file beside it. */
import { verifyInclusion } from '../../audit/merkle-proof.ts';
import { leafHash } from '../../audit/merkle-tree.ts';
import { readTlogProof, type TlogProof } from '../../audit/tlog-proof.ts';
import type { VerifierKey } from '../../audit/verifier-key.ts';
import { hex } from '../../model/hex.ts';
import type { Check } from '../../model/trust.ts';
import { utf8Text } from './bundle-json.ts';
import { bad, good } from './check.ts';
import { checkWitnesses } from './check-witnesses.ts';
import type { StatedTime } from './future-times.ts';
import { readEntryFile } from './read-entry-file.ts';
import { PROOF_LIMITS } from './verdict-limits.ts';
import type { Findings } from './verified-file.ts';
import { checkSignature } from './verify-checkpoint.ts';

const FORM = 'The file is a proof of an entry';
const INCLUDED = 'The entry is in the log that the checkpoint signs';

/** The entry's bytes and what their file is called. */
export type EntryFile = { readonly name: string; readonly bytes: Uint8Array | undefined };

const checkEntry = ({ index, proof }: TlogProof, size: number, root: Uint8Array, { name, bytes }: EntryFile): Check => {
  if (bytes === undefined)
    return bad(
      INCLUDED,
      `The bytes of entry ${index} are missing: put them beside the proof as "${name}". Without them a proof shows nothing.`,
    );
  const entry = readEntryFile(bytes);
  if (typeof entry === 'string') return bad(INCLUDED, `${name}: ${entry}.`);
  if (entry.index !== index) return bad(INCLUDED, `${name}: the entry calls itself ${entry.index}; the proof is of entry ${index}.`);
  const flaw = verifyInclusion({ index, size, leaf: leafHash(bytes), proof, root });
  return flaw === undefined
    ? good(INCLUDED, `Entry ${index}, "${entry.kind}" of ${entry.at} by ${entry.actor}, leads to the root over ${size} entries.`)
    : bad(INCLUDED, `${name}: it is not what was recorded as entry ${index}. ${flaw}`);
};

const statedIn = ({ bytes }: EntryFile): readonly StatedTime[] => {
  const entry = bytes === undefined ? 'none' : readEntryFile(bytes);
  return typeof entry === 'string' ? [] : [{ what: `entry ${entry.index}`, at: entry.at }];
};

export const verifyProof = (
  bytes: Uint8Array,
  entryFile: EntryFile,
  keys: readonly VerifierKey[],
  witnesses: readonly VerifierKey[],
): Findings => {
  const text = utf8Text(bytes);
  const proof = text === undefined ? 'Its bytes are no text.' : readTlogProof(text);
  if (typeof proof === 'string') return { checks: [bad(FORM, proof)], anchors: [], limits: PROOF_LIMITS };
  const { origin, size, root } = proof.parsed.checkpoint;
  const signed = checkSignature(proof.parsed, keys);
  const { checks, witnessed } = checkWitnesses([{ path: 'checkpoint', parsed: proof.parsed }], witnesses);
  return {
    checks: [good(FORM, `Of entry ${proof.index} of the log "${origin}".`), signed, checkEntry(proof, size, root, entryFile), ...checks],
    witnessed,
    stated: statedIn(entryFile),
    ...(signed.outcome === 'good' && { log: { origin, size, root: hex(root), objects: 1 } }),
    anchors: [],
    limits: PROOF_LIMITS,
  };
};
