/** Makes a signer ready to sign once: its key file is opened, its token asked, or the signature left to somebody elsewhere. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readSmallFile } from '../file/read-small-file.ts';
import { assertNever, refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import { type Certificate, sameBytes } from '../signing/certificate.ts';
import { cryptoAnswer } from '../signing/crypto-answer.ts';
import type { ReportSigner, SignerIdentity } from '../signing/report-signer.ts';
import type { SignerAccess } from '../signing/signing-request.ts';
import { algorithmOf } from './key-algorithm.ts';
import { KEY_FILE_BYTES_MAX, openKey } from './key-file.ts';
import { certificatesOfKey, readRecord, type SignerRecord } from './signer-record.ts';
import { signWithToken } from './token.ts';

type SignDigest = NonNullable<ReportSigner['signDigest']>;

/** Refusal 'invalid' where a certificate is not of this key. */
const demandKeyOf = (certificate: Certificate, key: KeyObject): void => {
  if (!createPublicKey(key).equals(certificate.publicKey)) {
    refuse('invalid', `The key does not belong to the certificate of "${certificate.name}".`);
  }
};

const signMessage = (message: Uint8Array, key: KeyObject): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    sign('sha256', message, { key, dsaEncoding: 'der' }, (error, signature) => (error === null ? resolve(signature) : reject(error)));
  });

/** What signs has to be what the certificate says, whatever the way to it gave. */
const verified =
  (work: SignDigest, { publicKey, name }: Certificate): SignDigest =>
  async (digest, message) => {
    if (!sameBytes(sha256(message), digest)) throw new Error('the digest to be signed is not of the message');
    const signature = await work(digest, message);
    if (verify('sha256', message, { key: publicKey, dsaEncoding: 'der' }, signature)) return signature;
    return refuse('invalid', `What came back is no signature of "${name}": its key does not belong to the certificate.`);
  };

/** Opens the key of a file. Only what the passphrase vouches for is taken of it. */
export const openKeyFile = async (
  keyFile: string,
  passphrase: string,
): Promise<{ readonly key: KeyObject; readonly certificate: Certificate; readonly chain: readonly Certificate[] }> => {
  const { facts, pkcs8 } = await openKey(keyFile, passphrase);
  const key = cryptoAnswer(() => createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));
  pkcs8.fill(0);
  if (key === undefined) return refuse('unreadable', 'What is sealed in the key file is no private key.');
  const certified = certificatesOfKey(facts);
  demandKeyOf(certified.certificate, key);
  return { key, ...certified };
};

const identityOf = ({ certificate, chain }: Pick<SignerRecord, 'certificate' | 'chain'>): SignerIdentity => ({
  certificate: certificate.der,
  chain: chain.map(({ der }) => der),
  algorithm: algorithmOf(certificate.publicKey),
});

const mismatch = (record: SignerRecord, access: SignerAccess): never =>
  refuse(
    'conflict',
    `"${record.certificate.name}" is kept in another way than was asked for (${record.kind}, not ${access.kind}). Choose the signer anew.`,
  );

/** What is kept of the signer. Refusal 'unreadable' for a file that is missing or damaged. */
export const recordOf = async ({ signerFile }: SignerAccess): Promise<SignerRecord> =>
  readRecord(Buffer.from((await readSmallFile(signerFile, KEY_FILE_BYTES_MAX)).bytes).toString('utf8'));

/**
 * The signer, ready to be used. Refusals: 'forbidden' for a wrong passphrase (a token says so of its PIN when it signs); 'unreadable' for a signer's file
 * that is missing or damaged.
 */
export const openSigner = async (access: SignerAccess): Promise<ReportSigner> => {
  const record = await recordOf(access);
  switch (access.kind) {
    case 'key-file': {
      if (record.kind !== 'key-file') return mismatch(record, access);
      const opened = await openKeyFile(record.keyFile, access.passphrase);
      return { ...identityOf(opened), signDigest: verified((_, message) => signMessage(message, opened.key), opened.certificate) };
    }
    case 'token': {
      if (record.kind !== 'token') return mismatch(record, access);
      const identity = identityOf(record);
      const work: SignDigest = (digest) => signWithToken(record.place, { digest, pin: access.pin, algorithm: identity.algorithm });
      return { ...identity, signDigest: verified(work, record.certificate) };
    }
    case 'detached':
      return record.kind === 'detached' ? { ...identityOf(record), signDigest: undefined } : mismatch(record, access);
    default:
      return assertNever(access);
  }
};
