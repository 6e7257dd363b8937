/** Issues the X.509 certificates (RFC 5280) of office roots and of the signers that an office vouches for. */
import { createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import { type Certificate, readCertificate } from '../signing/certificate.ts';
import { context, fieldsOf, readDer, TAG, writeDer, writeOid, writeUnsigned } from '../signing/der.ts';
import { OID_SIGNATURE } from '../signing/signature-value.ts';
import { algorithmOf } from './key-algorithm.ts';

/** An office's root outlives several certificates of its signers. A signer's is short enough that keys change hands with people. */
const OFFICE_YEARS = 20;
const SIGNER_YEARS = 5;

const OID = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  organization: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  documentSigning: '1.3.6.1.5.5.7.3.36',
  /** Poppler and others that ask NSS take a signer's certificate for a document only with this one. */
  emailProtection: '1.3.6.1.5.5.7.3.4',
  sha256WithRsa: '1.2.840.113549.1.1.11',
} as const;

/** Upper bound of a common name and of an organisation (RFC 5280, appendix A). */
const NAME_MAX = 64;
const EMAIL_MAX = 128;
const SERIAL_BYTES = 16;
const KEY_ID_BYTES = 20;

const PRINTABLE_STRING = 0x13;
const RFC822_NAME = 0x81;
const KEY_IDENTIFIER = 0x80;

const sequence = (...parts: readonly Uint8Array[]): Uint8Array => writeDer(TAG.sequence, ...parts);
const text = (value: string): Uint8Array => writeDer(TAG.utf8, Buffer.from(value));
const TRUE = writeDer(TAG.boolean, Uint8Array.of(0xff));

const attribute = (oid: string, value: Uint8Array): Uint8Array => writeDer(TAG.set, sequence(writeOid(oid), value));
const extension = (oid: string, value: Uint8Array, critical = false): Uint8Array =>
  sequence(writeOid(oid), ...(critical ? [TRUE] : []), writeDer(TAG.octets, value));

/** Bits of a named bit list, without trailing zeros. */
const namedBits = (...numbers: readonly number[]): Uint8Array => {
  const byte = numbers.reduce((sum, bit) => sum | (0x80 >> bit), 0);
  return writeDer(TAG.bitString, Uint8Array.of(7 - Math.max(...numbers), byte));
};
const USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;

/** Until 2049 with two digits for the year, later with four (RFC 5280, 4.1.2.5). */
const time = (iso: string): Uint8Array => {
  const digits = `${iso.replace(/\D/g, '').slice(0, 14)}Z`;
  return iso < '2050' ? writeDer(TAG.utcTime, Buffer.from(digits.slice(2))) : writeDer(TAG.time, Buffer.from(digits));
};

/** The same day and time, years later; the 28th of February after a 29th. */
const yearsAfter = (iso: string, years: number): string => {
  const year = String(Number(iso.slice(0, 4)) + years).padStart(4, '0');
  const day = iso.slice(5, 10) === '02-29' ? '02-28' : iso.slice(5, 10);
  return `${year}-${day}${iso.slice(10)}`;
};

/** RFC 7093, 2 (1): the first 160 bits of the SHA-256 of the key's bits. */
const keyIdentifier = (spki: Uint8Array): Uint8Array => {
  const fields = fieldsOf(readDer(spki), TAG.sequence);
  fields.take(TAG.sequence);
  return sha256(fields.take(TAG.bitString).content.subarray(1)).subarray(0, KEY_ID_BYTES);
};

const signatureAlgorithm = (key: KeyObject): Uint8Array =>
  algorithmOf(key) === 'ecdsa-p256'
    ? sequence(writeOid(OID_SIGNATURE.ecdsaWithSha256))
    : sequence(writeOid(OID.sha256WithRsa), writeDer(TAG.null));

const signed = (data: Uint8Array, key: KeyObject): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    sign('sha256', data, { key, dsaEncoding: 'der' }, (error, signature) => (error === null ? resolve(signature) : reject(error)));
  });

type Body = {
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Uint8Array[];
};

/** Serial numbers are the system's randomness: nobody who asks for a certificate can foresee it, nor a test. */
const newSerial = (): Uint8Array => {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
};

const issue = async ({ issuer, subject, notBefore, notAfter, publicKey, extensions }: Body, key: KeyObject): Promise<Certificate> => {
  const algorithm = signatureAlgorithm(key);
  const body = sequence(
    writeDer(context(0), writeUnsigned(Uint8Array.of(2))),
    writeUnsigned(newSerial()),
    algorithm,
    issuer,
    sequence(time(notBefore), time(notAfter)),
    subject,
    publicKey,
    writeDer(context(3), sequence(...extensions)),
  );
  const signature = writeDer(TAG.bitString, Uint8Array.of(0), await signed(body, key));
  return readCertificate(sequence(body, algorithm, signature));
};

const spkiOf = (key: KeyObject): Uint8Array =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });

/** What is not shown, stands for no character, or turns others round: two names that differ in it alone look the same. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** A name as it stands in a certificate. Refusal 'invalid' where no viewer could show it as it is meant. */
const named = (name: string): string => {
  const written = name.normalize('NFC').trim();
  if (written === '') return refuse('invalid', 'The name is empty.');
  if ([...written].length > NAME_MAX)
    return refuse('invalid', `The name has ${[...written].length} characters; a certificate takes ${NAME_MAX}.`);
  if (UNSHOWN.test(written)) {
    return refuse('invalid', 'The name holds a character that is not shown or that turns others round. Type it anew.');
  }
  return written;
};

const countryCode = (country: string): string =>
  /^[A-Za-z]{2}$/.test(country)
    ? country.toUpperCase()
    : refuse('invalid', `"${country}" is no country code of two letters, such as AT or DE.`);

const emailAddress = (email: string): string => {
  if (email.length <= EMAIL_MAX && /^[!-?A-~]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*$/.test(email)) return email;
  return refuse('invalid', `"${email}" is no e-mail address as certificates hold them, such as name@office.example.`);
};

/** What the key of an office issues certificates with. */
export type Office = { readonly certificate: Certificate; readonly key: KeyObject };

/** A root that vouches for itself, and for signers directly (no office below an office). `at`: now, ISO 8601 UTC. */
export const issueOffice = (
  { name, country }: { readonly name: string; readonly country?: string | undefined },
  { key, at }: { readonly key: KeyObject; readonly at: string },
): Promise<Certificate> => {
  const subject = sequence(
    ...(country === undefined ? [] : [attribute(OID.country, writeDer(PRINTABLE_STRING, Buffer.from(countryCode(country))))]),
    attribute(OID.commonName, text(named(name))),
  );
  const publicKey = spkiOf(key);
  const extensions = [
    extension(OID.basicConstraints, sequence(TRUE, writeUnsigned(Uint8Array.of(0))), true),
    extension(OID.keyUsage, namedBits(USAGE.keyCertSign, USAGE.crlSign), true),
    extension(OID.subjectKeyIdentifier, writeDer(TAG.octets, keyIdentifier(publicKey))),
  ];
  return issue({ issuer: subject, subject, notBefore: at, notAfter: yearsAfter(at, OFFICE_YEARS), publicKey, extensions }, key);
};

/**
 * A certificate of a person who signs documents, for their key (its public part will do). Refusal 'invalid' where the office's own certificate does not
 * hold at `at`; what it issues does not outlive it.
 */
export const issueSigner = async (
  { name, email, key }: { readonly name: string; readonly email?: string | undefined; readonly key: KeyObject },
  { office, at }: { readonly office: Office; readonly at: string },
): Promise<Certificate> => {
  const { certificate } = office;
  if (at < certificate.notBefore || at > certificate.notAfter) {
    return refuse(
      'invalid',
      `The certificate of the office "${certificate.name}" holds from ${certificate.notBefore} to ${certificate.notAfter}: it cannot issue one now. Make a new office, and let others install its certificate.`,
    );
  }
  const notAfter = yearsAfter(at, SIGNER_YEARS);
  const publicKey = spkiOf(key);
  const issuerKey = keyIdentifier(spkiOf(office.key));
  const extensions = [
    extension(OID.basicConstraints, sequence(), true),
    extension(OID.keyUsage, namedBits(USAGE.digitalSignature, USAGE.nonRepudiation), true),
    extension(OID.extendedKeyUsage, sequence(writeOid(OID.documentSigning), writeOid(OID.emailProtection))),
    extension(OID.subjectKeyIdentifier, writeDer(TAG.octets, keyIdentifier(publicKey))),
    extension(OID.authorityKeyIdentifier, sequence(writeDer(KEY_IDENTIFIER, issuerKey))),
    ...(email === undefined ? [] : [extension(OID.subjectAltName, sequence(writeDer(RFC822_NAME, Buffer.from(emailAddress(email)))))]),
  ];
  return issue(
    {
      issuer: certificate.subject,
      subject: sequence(attribute(OID.organization, text(certificate.name)), attribute(OID.commonName, text(named(name)))),
      notBefore: at,
      notAfter: notAfter < certificate.notAfter ? notAfter : certificate.notAfter,
      publicKey,
      extensions,
    },
    office.key,
  );
};
