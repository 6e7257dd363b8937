/** An office of its own for tests: a root, and the certificates that it issues, for signers and for a timestamp authority. */
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { context, TAG, writeDer, writeOid, writeUnsigned } from '../../../src/engine/signing/der.ts';
import type { ReportSigner } from '../../../src/engine/signing/report-signer.ts';

export type KeyKind = 'ecdsa-p256' | 'rsa-3072' | 'rsa-1024' | 'ed25519';

export type Holder = { readonly certificate: Uint8Array; readonly name: string; readonly key: KeyObject; readonly kind: KeyKind };

export type Profile = {
  readonly name: string;
  readonly kind: KeyKind;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Numbers of the bits of key usage; none: without the extension. */
  readonly keyUsage?: readonly number[];
  readonly purposes?: readonly string[];
  readonly authority?: boolean;
  /** How many authorities it allows below itself. */
  readonly pathLength?: number;
  /** Signed over SHA-1, as nobody should any more. */
  readonly sha1?: boolean;
  /** Undefined: issued by itself. */
  readonly issuer?: Holder;
};

export const PURPOSE = { documentSigning: '1.3.6.1.5.5.7.3.36', emailProtection: '1.3.6.1.5.5.7.3.4', timeStamping: '1.3.6.1.5.5.7.3.8' };

/** RSA keys take a second to make; one serves all tests of a file. */
const rsaKeys = new Map<KeyKind, KeyObject>();

const makeKey = (kind: KeyKind): KeyObject => {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (kind === 'ecdsa-p256') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const known = rsaKeys.get(kind) ?? generateKeyPairSync('rsa', { modulusLength: kind === 'rsa-3072' ? 3_072 : 1_024 }).privateKey;
  rsaKeys.set(kind, known);
  return known;
};

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => writeDer(TAG.sequence, ...parts);
const text = (value: string): Uint8Array => writeDer(TAG.utf8, Buffer.from(value));
const nameOf = (name: string): Uint8Array => sequence(writeDer(TAG.set, sequence(writeOid('2.5.4.3'), text(name))));
const time = (iso: string): Uint8Array => writeDer(TAG.time, Buffer.from(`${iso.replace(/\D/g, '').slice(0, 14)}Z`));
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array => writeDer(TAG.bitString, Uint8Array.of(unused), bytes);

const usageBits = (numbers: readonly number[]): Uint8Array => bits(Uint8Array.of(numbers.reduce((sum, bit) => sum | (0x80 >> bit), 0)));

const extension = (oid: string, critical: boolean, value: Uint8Array): Uint8Array =>
  sequence(writeOid(oid), ...(critical ? [writeDer(TAG.boolean, Uint8Array.of(0xff))] : []), writeDer(TAG.octets, value));

const NULL = writeDer(TAG.null);
const algorithmOf = (kind: KeyKind, sha1: boolean): Uint8Array => {
  if (sha1) return kind === 'ecdsa-p256' ? sequence(writeOid('1.2.840.10045.4.1')) : sequence(writeOid('1.2.840.113549.1.1.5'), NULL);
  if (kind === 'ed25519') return sequence(writeOid('1.3.101.112'));
  return kind === 'ecdsa-p256' ? sequence(writeOid('1.2.840.10045.4.3.2')) : sequence(writeOid('1.2.840.113549.1.1.11'), NULL);
};

const signBytes = (holder: Pick<Holder, 'key' | 'kind'>, data: Uint8Array, hash = 'sha256'): Uint8Array =>
  sign(holder.kind === 'ed25519' ? null : hash, data, holder.key);

/** A certificate of RFC 5280 that says what the profile says, however wrong that is. */
export const issue = (profile: Profile): Holder => {
  const { name, kind, issuer, keyUsage, purposes, authority = false, pathLength, sha1 = false } = profile;
  const key = makeKey(kind);
  const by = issuer ?? { name, key, kind };
  const pathLengths = pathLength === undefined ? [] : [writeUnsigned(Uint8Array.of(pathLength))];
  const extensions = [
    ...(authority ? [extension('2.5.29.19', true, sequence(writeDer(TAG.boolean, Uint8Array.of(0xff)), ...pathLengths))] : []),
    ...(keyUsage === undefined ? [] : [extension('2.5.29.15', true, usageBits(keyUsage))]),
    ...(purposes === undefined
      ? []
      : [extension('2.5.29.37', purposes.includes(PURPOSE.timeStamping), sequence(...purposes.map(writeOid)))]),
  ];
  const body = sequence(
    writeDer(context(0), writeDer(TAG.integer, Uint8Array.of(2))),
    writeUnsigned(Buffer.concat([Uint8Array.of(1), randomBytes(15)])),
    algorithmOf(by.kind, sha1),
    nameOf(by.name),
    sequence(time(profile.notBefore ?? '2026-01-01T00:00:00Z'), time(profile.notAfter ?? '2036-01-01T00:00:00Z')),
    nameOf(name),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [writeDer(context(3), sequence(...extensions))]),
  );
  return { certificate: sequence(body, algorithmOf(by.kind, sha1), bits(signBytes(by, body, sha1 ? 'sha1' : 'sha256'))), name, key, kind };
};

export const issueRoot = (kind: KeyKind = 'ecdsa-p256', name = 'Test Office'): Holder =>
  issue({ name, kind, authority: true, keyUsage: [5, 6] });

export const issueSigner = (issuer: Holder, changes: Partial<Profile> = {}): Holder =>
  issue({
    name: 'Ada Analyst',
    kind: 'ecdsa-p256',
    keyUsage: [0, 1],
    purposes: [PURPOSE.documentSigning, PURPOSE.emailProtection],
    issuer,
    ...changes,
  });

export const signsReports = (holder: Holder, chain: readonly Holder[] = []): ReportSigner => ({
  certificate: holder.certificate,
  chain: chain.map(({ certificate }) => certificate),
  algorithm: holder.kind === 'ecdsa-p256' ? 'ecdsa-p256' : 'rsa-3072',
  signDigest: async (_, message) => signBytes(holder, message),
});
