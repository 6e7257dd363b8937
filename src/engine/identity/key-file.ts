/** Private keys as small JSON files under a passphrase: scrypt makes a key of it, AES-256-GCM seals the PKCS #8 and vouches for all that stands beside it. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../model/canonical-json.ts';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import { passphraseKey, SCRYPT } from './passphrase-key.ts';

/** Whose key it is. */
export type KeyKind = 'office' | 'signer' | 'log-key' | 'witness-key';

/** What anybody may read of a key file, and nobody may change: certificates, names. */
export type KeyFacts = { readonly [name: string]: string | readonly string[] };

/** A key in the open: it lives no longer than the work that needs it. */
export type KeyContent = {
  readonly kind: KeyKind;
  readonly facts: KeyFacts;
  /** The private key as PKCS #8 (RFC 5958), DER. */
  readonly pkcs8: Uint8Array;
};

/** What is known of a key file without its passphrase. */
export type LockedKey = Pick<KeyContent, 'kind' | 'facts'>;

const FORMAT = 'probity-key/1';
/** What any key, certificate or PKCS #12 file of one person is far below. */
export const KEY_FILE_BYTES_MAX = 256 * 1024;
const FACT_MAX = 64 * 1024;
const FACT_ITEMS_MAX = 16;
const PKCS8_BYTES_MAX = 16 * 1024;
const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const base64 = (bytesMax: number, bytes?: number) =>
  z
    .base64()
    .max(Math.ceil(bytesMax / 3) * 4)
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((data) => bytes === undefined || data.length === bytes, `${bytes} bytes are expected here`);

const fact = z.string().max(FACT_MAX);
const schema = z.strictObject({
  format: z.literal(FORMAT),
  kind: z.enum(['office', 'signer', 'log-key', 'witness-key']),
  facts: z.record(z.string().max(64), z.union([fact, z.array(fact).max(FACT_ITEMS_MAX)])),
  /** A file that asks for anything else is none of ours, and nobody's memory or time is spent on it. */
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    N: z.literal(SCRYPT.N),
    r: z.literal(SCRYPT.r),
    p: z.literal(SCRYPT.p),
    salt: base64(SALT_BYTES, SALT_BYTES),
  }),
  cipher: z.literal('aes-256-gcm'),
  nonce: base64(NONCE_BYTES, NONCE_BYTES),
  /** Ciphertext and tag. */
  sealed: base64(PKCS8_BYTES_MAX + TAG_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
type KeyFile = z.output<typeof schema>;
type Head = Pick<KeyFile, 'kind' | 'facts' | 'kdf' | 'nonce'>;

/** All that stands in the file in the open: the tag of the cipher is over it too. */
const headJson = ({ kind, facts, kdf, nonce }: Head) => ({
  format: FORMAT,
  kind,
  facts,
  kdf: { ...kdf, salt: kdf.salt.toString('base64') },
  cipher: 'aes-256-gcm' as const,
  nonce: nonce.toString('base64'),
});

/** The file without its own hash. */
const bodyJson = (file: Head & Pick<KeyFile, 'sealed'>) => ({ ...headJson(file), sealed: file.sealed.toString('base64') });

/**
 * The text of a key file. Its randomness is the system's own and not the port's: a world that a test can foresee must not make keys that anybody can.
 */
export const sealKey = async ({ kind, facts, pkcs8 }: KeyContent, passphrase: string): Promise<string> => {
  const head: Head = {
    kind,
    facts: facts as Head['facts'],
    kdf: { name: 'scrypt', ...SCRYPT, salt: randomBytes(SALT_BYTES) },
    nonce: randomBytes(NONCE_BYTES),
  };
  const key = await passphraseKey(passphrase, head.kdf.salt);
  const cipher = createCipheriv('aes-256-gcm', key, head.nonce, { authTagLength: TAG_BYTES });
  key.fill(0);
  cipher.setAAD(Buffer.from(canonicalJson(headJson(head))));
  const sealed = Buffer.concat([cipher.update(pkcs8), cipher.final(), cipher.getAuthTag()]);
  const body = bodyJson({ ...head, sealed });
  return `${JSON.stringify({ ...body, sha256: sha256Hex(canonicalJson(body)) }, undefined, 2)}\n`;
};

const parse = (text: string): KeyFile => {
  const damaged = (reason: string): never =>
    refuse(
      'unreadable',
      `This is no key file that can be used: ${reason}. Take a copy of it that is whole, for example one that was exported for recovery.`,
    );
  if (text.length > KEY_FILE_BYTES_MAX) return damaged('it is too long');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return damaged('it is not JSON, or was cut off');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    return damaged(`"${parsed.error.issues[0]?.path.join('.') ?? ''}" is missing or is not what format ${FORMAT} has there`);
  // Without the passphrase, so that an accident to the file is not taken for a slip of the fingers.
  if (sha256Hex(canonicalJson(bodyJson(parsed.data))) !== parsed.data.sha256)
    return damaged('it does not have the SHA-256 that it was written with');
  return parsed.data;
};

/** What stands in the open in a key file. Nobody has vouched for it until the key was opened. Refusal 'unreadable'. */
export const readLockedKey = (text: string): LockedKey => {
  const { kind, facts } = parse(text);
  return { kind, facts };
};

/**
 * Opens a key file. Refusals: 'unreadable' where it is none or is damaged, 'forbidden' where the passphrase is not its own. Somebody who changes a file and
 * its hash on purpose gets the second, for nothing but the passphrase could tell.
 */
export const openKey = async (text: string, passphrase: string): Promise<KeyContent> => {
  const file = parse(text);
  const end = file.sealed.length - TAG_BYTES;
  if (end <= 0) return refuse('unreadable', 'This is no key file that can be used: it holds no key.');
  const key = await passphraseKey(passphrase, file.kdf.salt);
  const decipher = createDecipheriv('aes-256-gcm', key, file.nonce, { authTagLength: TAG_BYTES });
  key.fill(0);
  decipher.setAAD(Buffer.from(canonicalJson(headJson(file)))).setAuthTag(file.sealed.subarray(end));
  try {
    return { kind: file.kind, facts: file.facts, pkcs8: Buffer.concat([decipher.update(file.sealed.subarray(0, end)), decipher.final()]) };
  } catch {
    return refuse(
      'forbidden',
      'The passphrase is wrong. (Were it right, the file would have been changed on purpose; a copy exported for recovery would tell.)',
    );
  }
};
