/** Cosignatures by witnesses whose keys were handed over by another way than the file. */
import type { ParsedCheckpoint } from '../../audit/checkpoint.ts';
import { readCosignature } from '../../audit/cosignature.ts';
import { claimedLines, keyFingerprint, type VerifierKey } from '../../audit/verifier-key.ts';
import { hex } from '../../model/hex.ts';
import type { Anchor, Check } from '../../model/trust.ts';
import { bad, good, notChecked } from './check.ts';

/** A checkpoint in the file that the log's state is, or that it was shown to continue. */
export type SignedState = { readonly path: string; readonly parsed: ParsedCheckpoint };

/** `witnessed`: what these witnesses vouch for, once for each state. */
export type Witnessed = { readonly checks: readonly Check[]; readonly witnessed: readonly Anchor[] };

const anchorOf = ({ path, parsed: { note, checkpoint } }: SignedState, key: VerifierKey): Anchor | string => {
  const cosigned = readCosignature(note, key);
  if (cosigned === undefined) return `${path}: it has no good cosignature of "${key.name}".`;
  const at = new Date(cosigned.atSeconds * 1_000).toISOString();
  const { size, root } = checkpoint;
  return { kind: 'cosignature', size, root: hex(root), by: key.name, at, outside: true, fingerprint: keyFingerprint(key) };
};

const lookFor = (key: VerifierKey, states: readonly SignedState[]): Witnessed => {
  const what = `The witness "${key.name}", whose key was given, cosigned it`;
  const read = states.filter(({ parsed }) => claimedLines(parsed.note, key).length > 0).map((state) => anchorOf(state, key));
  const flaw = read.find((anchor) => typeof anchor === 'string');
  if (flaw !== undefined) return { checks: [bad(what, flaw)], witnessed: [] };
  const witnessed = read.filter((anchor) => typeof anchor !== 'string').toSorted((a, b) => b.size - a.size);
  const [largest] = witnessed;
  const fingerprint = `The key has the fingerprint ${keyFingerprint(key)}`;
  return largest === undefined
    ? { checks: [notChecked(what, `No cosignature with this key is in the file. ${fingerprint}.`)], witnessed }
    : { checks: [good(what, `${fingerprint}, and says to have seen ${largest.size} entries on ${largest.at}.`)], witnessed };
};

/** A cosignature that says to be of such a key and is wrong is a flaw of the file; none at all is not. */
export const checkWitnesses = (states: readonly SignedState[], keys: readonly VerifierKey[]): Witnessed => {
  const found = keys.map((key) => lookFor(key, states));
  return { checks: found.flatMap(({ checks }) => checks), witnessed: found.flatMap(({ witnessed }) => witnessed) };
};
