/** Checks a signed checkpoint that stands alone. */
import { type ParsedCheckpoint, parseCheckpoint } from '../../audit/checkpoint.ts';
import { isSignedBy, keyFingerprint, type VerifierKey } from '../../audit/verifier-key.ts';
import { hex } from '../../model/hex.ts';
import type { Check } from '../../model/trust.ts';
import { utf8Text } from './bundle-json.ts';
import { bad, good } from './check.ts';
import { checkWitnesses } from './check-witnesses.ts';
import { LOG_LIMITS } from './verdict-limits.ts';
import type { Findings } from './verified-file.ts';

const FORM = 'The file is a checkpoint';
/** What is nothing else by its beginning and its name comes here. */
const NO_TEXT = 'Its bytes are no text. A bundle (.zip), a proof (.tlog-proof), a checkpoint or a signed report (.pdf) can be checked.';

/** Whether a key that is known here signed it for a log of its own name. */
export const checkSignature = ({ checkpoint: { origin, size, root }, note }: ParsedCheckpoint, keys: readonly VerifierKey[]): Check => {
  const what = 'The checkpoint is signed by the key of its log';
  const own = keys.filter(({ name }) => name === origin);
  if (own.length === 0)
    return bad(
      what,
      `No key of the log "${origin}" is known here, so nobody vouches for it. Give the key of the log, or open the workspace that the log is of.`,
    );
  const signer = own.findLast((key) => isSignedBy(note, key));
  if (signer === undefined)
    return bad(
      what,
      `It is not signed by the key ${own.map(keyFingerprint).join(' or ')}, which is what was expected of the log "${origin}".`,
    );
  return good(
    what,
    `"${origin}": ${size} entries with the root ${hex(root)}, signed with the key of the fingerprint ${keyFingerprint(signer)}.`,
  );
};

export const verifyCheckpoint = (bytes: Uint8Array, keys: readonly VerifierKey[], witnesses: readonly VerifierKey[]): Findings => {
  const text = utf8Text(bytes);
  const parsed = text === undefined ? NO_TEXT : parseCheckpoint(text);
  if (typeof parsed === 'string') return { checks: [bad(FORM, parsed)], anchors: [], limits: LOG_LIMITS };
  const signed = checkSignature(parsed, keys);
  const { origin, size, root } = parsed.checkpoint;
  const { checks, witnessed } = checkWitnesses([{ path: 'checkpoint', parsed }], witnesses);
  return {
    checks: [good(FORM, `A state of the log "${origin}".`), signed, ...checks],
    witnessed,
    ...(signed.outcome === 'good' && { log: { origin, size, root: hex(root), objects: 1 } }),
    anchors: [],
    limits: LOG_LIMITS,
  };
};
