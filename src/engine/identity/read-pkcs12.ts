/** Takes a key and its certificates out of a PKCS #12 file (RFC 7292), as browsers, Windows and OpenSSL export them. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  AuthenticatedSafe,
  CertBag,
  ContentInfo,
  EncryptedContentInfo,
  EncryptedData,
  PBES2Params,
  PBKDF2Params,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  type SafeBag,
  SafeContents,
} from 'pkijs';
import { Refusal, refuse } from '../model/problem.ts';
import { type Certificate, readCertificate } from '../signing/certificate.ts';
import { cryptoAnswer } from '../signing/crypto-answer.ts';

export type Pkcs12 = { readonly key: KeyObject; readonly certificate: Certificate; readonly others: readonly Certificate[] };

const OID = { pbes2: '1.2.840.113549.1.5.13', pbkdf2: '1.2.840.113549.1.5.12', certificate: '1.2.840.113549.1.9.22.1' } as const;
const AES_CBC: readonly string[] = ['2.16.840.1.101.3.4.1.2', '2.16.840.1.101.3.4.1.22', '2.16.840.1.101.3.4.1.42'];
const SAFES_MAX = 16;
const BAGS_MAX = 64;
/** Half a second each on a machine of today, and several times what any program writes. */
const ITERATIONS_MAX = 2_000_000;

const CONVERT =
  'openssl pkcs12 -legacy -in old.p12 -nodes -out open.pem && openssl pkcs12 -export -in open.pem -out new.p12, and then delete open.pem, which holds the key in the open';

const broken = (): never => refuse('unreadable', 'The file is no PKCS #12 file (.p12, .pfx), or was cut off.');

/** The library throws plain errors for every kind of broken file. */
const reading = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return broken();
  }
};

/** Refusal for what is encrypted in a way that no program should use any more, and for what asks for hours. */
const demandModern = (encrypted: EncryptedContentInfo): void => {
  const { algorithmId, algorithmParams } = encrypted.contentEncryptionAlgorithm;
  const legacy = (): never =>
    refuse(
      'invalid',
      `The file is encrypted in an old way that is easy to break (RC2 or Triple-DES), which is not read here. Convert it: ${CONVERT}.`,
    );
  if (algorithmId !== OID.pbes2) legacy();
  const { encryptionScheme, keyDerivationFunc } = reading(() => new PBES2Params({ schema: algorithmParams }));
  if (!AES_CBC.includes(encryptionScheme.algorithmId)) legacy();
  if (keyDerivationFunc.algorithmId !== OID.pbkdf2) {
    refuse(
      'invalid',
      `The file makes its key of the password by ${keyDerivationFunc.algorithmId}; PBKDF2 is read here. Export it anew, or convert it: ${CONVERT}.`,
    );
  }
  const { iterationCount } = reading(() => new PBKDF2Params({ schema: keyDerivationFunc.algorithmParams }));
  if (!(iterationCount >= 1 && iterationCount <= ITERATIONS_MAX)) {
    refuse('invalid', `The file asks for ${iterationCount} rounds of PBKDF2; at most ${ITERATIONS_MAX} are done.`);
  }
};

const decrypt = async (encrypted: EncryptedContentInfo, password: ArrayBuffer): Promise<ArrayBuffer> => {
  demandModern(encrypted);
  try {
    return await new EncryptedData({ encryptedContentInfo: encrypted }).decrypt({ password });
  } catch {
    return refuse('forbidden', 'The password of the PKCS #12 file is wrong, or the file is damaged.');
  }
};

const octets = (content: unknown): ArrayBuffer =>
  typeof content === 'object' && content !== null && 'getValue' in content && typeof content.getValue === 'function'
    ? content.getValue()
    : broken();

/** What was encrypted with a wrong password, and by chance came out with a proper end, is no ASN.1. */
const readBags = (data: ArrayBuffer): readonly SafeBag[] => reading(() => SafeContents.fromBER(data).safeBags);

const bagsOf = async (info: ContentInfo, password: ArrayBuffer): Promise<readonly SafeBag[]> => {
  if (info.contentType === ContentInfo.DATA) return readBags(octets(info.content));
  if (info.contentType !== ContentInfo.ENCRYPTED_DATA) {
    return refuse('invalid', 'The file is encrypted for a certificate and not with a password. Export it anew with a password.');
  }
  const encrypted = reading(() => new EncryptedData({ schema: info.content }).encryptedContentInfo);
  return readBags(await decrypt(encrypted, password));
};

/** PKCS #8 in DER, of a key that stands in the open or is encrypted by itself. */
const keyBytes = async (bag: SafeBag, password: ArrayBuffer): Promise<Uint8Array | undefined> => {
  const { bagValue } = bag;
  if (bagValue instanceof PrivateKeyInfo) return new Uint8Array(bagValue.toSchema().toBER());
  if (!(bagValue instanceof PKCS8ShroudedKeyBag)) return undefined;
  const { encryptionAlgorithm, encryptedData } = bagValue;
  const encrypted = new EncryptedContentInfo({ contentEncryptionAlgorithm: encryptionAlgorithm, encryptedContent: encryptedData });
  return new Uint8Array(await decrypt(encrypted, password));
};

const certificatesIn = (bags: readonly SafeBag[]): readonly Certificate[] =>
  bags.flatMap(({ bagValue }) =>
    bagValue instanceof CertBag && bagValue.certId === OID.certificate ? [readCertificate(new Uint8Array(octets(bagValue.certValue)))] : [],
  );

const readKey = (pkcs8: Uint8Array): KeyObject => {
  const key = cryptoAnswer(() => createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));
  pkcs8.fill(0);
  return (
    key ??
    refuse(
      'unreadable',
      'The private key in the PKCS #12 file is of a kind that is not known here. Reports are signed with RSA keys, or with keys on the curve P-256.',
    )
  );
};

/**
 * Key, its certificate and the others of the file. Refusals: 'unreadable' where it is no such file, 'forbidden' for a wrong password, 'invalid' where it is
 * encrypted in an old way, or key and certificate are not one of each that belong together. The file's own MAC is left aside: its key takes long to make
 * on this thread, and a key that belongs to its certificate says as much.
 */
export const readPkcs12 = async (bytes: Uint8Array, password: string): Promise<Pkcs12> => {
  const secret = new Uint8Array(Buffer.from(password, 'utf8')).buffer;
  const { authSafe } = reading(() => PFX.fromBER(new Uint8Array(bytes)));
  if (authSafe.contentType !== ContentInfo.DATA)
    return refuse('invalid', 'The file is signed and not protected by a password. Export it anew with a password.');
  const { safeContents } = reading(() => AuthenticatedSafe.fromBER(octets(authSafe.content)));
  if (safeContents.length > SAFES_MAX) return broken();
  const bags: SafeBag[] = [];
  for (const info of safeContents) bags.push(...(await bagsOf(info, secret)));
  if (bags.length > BAGS_MAX)
    return refuse('invalid', `The file holds ${bags.length} keys and certificates. Export one key with its certificates.`);
  const keys: Uint8Array[] = [];
  for (const bag of bags) keys.push(...[await keyBytes(bag, secret)].filter((pkcs8) => pkcs8 !== undefined));
  const [pkcs8, another] = keys;
  if (pkcs8 === undefined)
    return refuse('invalid', 'The file holds no private key, only certificates. Export it anew together with the key.');
  if (another !== undefined) return refuse('invalid', `The file holds ${keys.length} private keys. Export one key with its certificates.`);
  const key = readKey(pkcs8);
  const certificates = certificatesIn(bags);
  const publicKey = createPublicKey(key);
  const certificate = certificates.find((other) => publicKey.equals(other.publicKey));
  if (certificate === undefined) {
    const why =
      certificates.length === 0
        ? 'The file holds no certificate.'
        : `The key does not belong to the certificate of "${certificates[0]?.name}" that is in the file.`;
    return refuse('invalid', `${why} Export the key together with its own certificate.`);
  }
  return { key, certificate, others: certificates.filter((other) => other !== certificate) };
};
