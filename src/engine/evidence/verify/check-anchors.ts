/** Check 11: what others remember of the log, as far as the bundle has it: who says so, and whether the bundle continues it. */
import { type ParsedCheckpoint, parseCheckpoint } from '../../audit/checkpoint.ts';
import { readCosignature } from '../../audit/cosignature.ts';
import { verifyConsistency } from '../../audit/merkle-proof.ts';
import { isSignedBy, keyFingerprint, parseVerifierKey, type VerifierKey } from '../../audit/verifier-key.ts';
import { readWitnessRequest } from '../../audit/witness-request.ts';
import { hex } from '../../model/hex.ts';
import { sha256 } from '../../model/sha256.ts';
import type { Anchor, Check } from '../../model/trust.ts';
import { readTimestampResponse } from '../../signing/timestamp.ts';
import { utf8Text } from './bundle-json.ts';
import { bad, checkOf, type Flaw, notChecked } from './check.ts';
import { bundleKeys } from './check-checkpoint.ts';
import type { SignedState } from './check-witnesses.ts';
import type { BundleAnchor, OpenBundle } from './open-bundle.ts';

const WHAT = 'The anchors agree with the checkpoint';

/** What an anchor vouches for. */
type Vouched = SignedState & { readonly anchor: Anchor };

const noteOf = ({ kind, bytes, stamped }: BundleAnchor): ParsedCheckpoint | string => {
  const text = kind === 'timestamp' ? stamped : utf8Text(bytes);
  return text === undefined ? 'its bytes are no text' : parseCheckpoint(text);
};

type Vouching = Pick<Anchor, 'by' | 'at' | 'outside' | 'fingerprint'>;

/** Who says so, and when; a sentence where nobody does. */
const voucherOf = (
  { kind, bytes, stamped = '', witnessKey }: BundleAnchor,
  { note }: ParsedCheckpoint,
  signer: VerifierKey,
): Vouching | string => {
  if (kind === 'timestamp') {
    const timestamp = readTimestampResponse(bytes, sha256(stamped));
    return typeof timestamp === 'string'
      ? timestamp
      : { by: timestamp.by, at: timestamp.at, outside: true, fingerprint: timestamp.fingerprint };
  }
  // A checkpoint that the log signed itself says when nothing; whoever had it knows.
  if (kind === 'checkpoint') return { by: signer.name, at: '', outside: false, fingerprint: keyFingerprint(signer) };
  const key = witnessKey === undefined ? 'the key of its witness is missing' : parseVerifierKey(witnessKey.trimEnd());
  if (typeof key === 'string') return key;
  const cosigned = readCosignature(note, key);
  if (cosigned === undefined) return `it has no good cosignature of "${key.name}"`;
  return { by: key.name, at: new Date(cosigned.atSeconds * 1_000).toISOString(), outside: true, fingerprint: keyFingerprint(key) };
};

/** Whether the bundle's checkpoint continues what the anchor saw. */
const continuationFlaw = ({ consistency }: BundleAnchor, bundle: OpenBundle, { checkpoint }: ParsedCheckpoint): Flaw => {
  const now = bundle.checkpoint.checkpoint;
  if (checkpoint.size > now.size) return 'it is over more entries than the checkpoint of the bundle';
  if (checkpoint.size === now.size)
    return hex(checkpoint.root) === hex(now.root)
      ? undefined
      : 'it is of the same size as the checkpoint of the bundle, and has another root';
  if (consistency === undefined) return 'the proof that the checkpoint of the bundle continues it is missing';
  const request = readWitnessRequest(consistency);
  if (typeof request === 'string') return request;
  if (request.oldSize !== checkpoint.size || request.checkpoint !== bundle.checkpointText)
    return 'its proof of continuation is about other states of the log';
  return verifyConsistency({
    oldSize: checkpoint.size,
    newSize: now.size,
    oldRoot: checkpoint.root,
    newRoot: now.root,
    proof: request.proof,
  });
};

const readAnchor = (bundle: OpenBundle, anchor: BundleAnchor, keys: readonly VerifierKey[]): Vouched | string => {
  const { path, kind } = anchor;
  const parsed = noteOf(anchor);
  if (typeof parsed === 'string') return `${path}: ${parsed}`;
  const { origin, size, root } = parsed.checkpoint;
  if (origin !== bundle.manifest.log.origin) return `${path}: it is about the log "${origin}", expected "${bundle.manifest.log.origin}".`;
  const signer = keys.find((key) => isSignedBy(parsed.note, key));
  if (signer === undefined) return `${path}: the checkpoint in it is signed by no key of the log.`;
  const vouching = voucherOf(anchor, parsed, signer);
  if (typeof vouching === 'string') return `${path}: ${vouching}`;
  const flaw = continuationFlaw(anchor, bundle, parsed);
  if (flaw !== undefined) return `${path}: ${flaw}`;
  return { path, parsed, anchor: { kind, size, root: hex(root), ...vouching } };
};

/** `states`: the checkpoints that the anchors are about. */
type CheckedAnchors = { readonly check: Check; readonly anchors: readonly Anchor[]; readonly states: readonly SignedState[] };

/** The anchors that are good, for what may be said of the log, and the check of all of them. */
export const checkAnchors = (bundle: OpenBundle): CheckedAnchors => {
  const keys = bundleKeys(bundle);
  if (bundle.anchors.length === 0) return { check: notChecked(WHAT, 'No anchor is in this bundle.'), anchors: [], states: [] };
  if (typeof keys === 'string') return { check: bad(WHAT, keys), anchors: [], states: [] };
  const read = bundle.anchors.map((anchor) => readAnchor(bundle, anchor, keys));
  const flaw = read.find((anchor) => typeof anchor === 'string');
  const vouched = read.filter((anchor) => typeof anchor !== 'string');
  const told = vouched.map(({ anchor: { kind, by, size, fingerprint } }) => `${kind} of "${by}" over ${size} entries (${fingerprint})`);
  return {
    check: checkOf(WHAT, flaw, `${told.join('; ')}. Compare the fingerprints with what those who vouch say of themselves.`),
    anchors: flaw === undefined ? vouched.map(({ anchor }) => anchor) : [],
    states: flaw === undefined ? vouched : [],
  };
};
