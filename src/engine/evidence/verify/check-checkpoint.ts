/** Check 2: who signed the state of the trail that everything else leads to. */
import { isSignedBy, keyFingerprint, parseVerifierKey, type VerifierKey } from '../../audit/verifier-key.ts';
import { hex } from '../../model/hex.ts';
import type { Check } from '../../model/trust.ts';
import { bad, checkOf, type Flaw, notChecked } from './check.ts';
import type { OpenBundle } from './open-bundle.ts';

const KEY_WHAT = 'The key of the log is the one that was handed over by another way';

/** Keys of the log's own name, oldest first. */
export const bundleKeys = ({ manifest: { log } }: OpenBundle): readonly VerifierKey[] | string => {
  const keys: VerifierKey[] = [];
  for (const [i, { key: text, entry }] of log.keys.entries()) {
    const key = parseVerifierKey(text);
    if (typeof key === 'string') return `manifest.json: ${key}`;
    if (key.type !== 1 || key.name !== log.origin)
      return `manifest.json: a key of "${key.name}" is not one that signs for "${log.origin}".`;
    if (i > 0 && entry <= (log.keys[i - 1]?.entry ?? 0))
      return 'manifest.json: the keys of the log do not stand in the order of their entries.';
    keys.push(key);
  }
  return keys;
};

const signatureFlaw = ({ manifest, checkpoint: { checkpoint, note } }: OpenBundle, key: VerifierKey): Flaw => {
  const { origin, size, root } = checkpoint;
  if (origin !== manifest.log.origin) return `checkpoint: it is of the log "${origin}"; manifest.json names "${manifest.log.origin}".`;
  if (size !== manifest.checkpoint.size || hex(root) !== manifest.checkpoint.root)
    return `checkpoint: it is over ${size} entries with the root ${hex(root)}; manifest.json says ${manifest.checkpoint.size} and ${manifest.checkpoint.root}.`;
  return isSignedBy(note, key)
    ? undefined
    : `checkpoint: it is not signed by the newest key of the log, which has the fingerprint ${keyFingerprint(key)}.`;
};

const handedOver = (keys: readonly VerifierKey[], logKey: VerifierKey | undefined): Check => {
  const newest = keys.at(-1) as VerifierKey;
  const fingerprint = keyFingerprint(newest);
  if (logKey === undefined)
    return notChecked(
      KEY_WHAT,
      `No key was handed over. The bundle's own has the fingerprint ${fingerprint}: compare it with what the owner of the log says.`,
    );
  const given = keyFingerprint(logKey);
  if (given === fingerprint && logKey.name === newest.name)
    return checkOf(KEY_WHAT, undefined, `Both have the fingerprint ${fingerprint}.`);
  const earlier = keys.some((key) => keyFingerprint(key) === given);
  const more = earlier
    ? ' It is an earlier key of this log, which the bundle says was replaced: ask the owner of the log for the newest.'
    : '';
  return bad(
    KEY_WHAT,
    `checkpoint: signed for "${newest.name}" with the key ${fingerprint}; expected "${logKey.name}" and ${given}.${more}`,
  );
};

/** `logKey`: as it was handed over by another way than the bundle. */
export const checkCheckpoint = (bundle: OpenBundle, logKey: VerifierKey | undefined): readonly Check[] => {
  const what = 'The checkpoint is signed by the newest key of the log';
  const keys = bundleKeys(bundle);
  if (typeof keys === 'string') return [bad(what, keys)];
  const { size, root } = bundle.checkpoint.checkpoint;
  const found = `The signed note of "${bundle.manifest.log.origin}" is over ${size} entries with the root ${hex(root)}.`;
  return [checkOf(what, signatureFlaw(bundle, keys.at(-1) as VerifierKey), found), handedOver(keys, logKey)];
};
