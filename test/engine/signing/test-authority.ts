/** A timestamp authority for tests, which also gives answers that no authority should. */
import { createHash, createPublicKey, sign } from 'node:crypto';
import { context, fieldsOf, readDer, TAG, writeDer, writeOid, writeSetOf, writeUnsigned } from '../../../src/engine/signing/der.ts';
import { type Holder, issue, issueRoot, type Profile, PURPOSE, sequence } from './test-office.ts';

export type Answer = {
  readonly status?: number;
  readonly at?: string;
  readonly imprint?: Uint8Array;
  readonly nonce?: Uint8Array | undefined;
  readonly authority?: Holder;
  /** The certificate that comes with the token, where it is not the one that signed. */
  readonly certificate?: Uint8Array;
  readonly signsCertificate?: boolean;
};

export const authorityRoot = issueRoot('ecdsa-p256', 'Test Time Root');
export const issueAuthority = (changes: Partial<Profile> = {}): Holder =>
  issue({
    name: 'Test Time Authority',
    kind: 'ecdsa-p256',
    keyUsage: [0],
    purposes: [PURPOSE.timeStamping],
    issuer: authorityRoot,
    ...changes,
  });

const SHA256 = sequence(writeOid('2.16.840.1.101.3.4.2.1'));
const number = (value: number): Uint8Array => writeUnsigned(Uint8Array.of(value));
const octets = (bytes: Uint8Array): Uint8Array => writeDer(TAG.octets, bytes);
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const attribute = (oid: string, value: Uint8Array): Uint8Array => sequence(writeOid(oid), writeDer(TAG.set, value));
const defaultAuthority = issueAuthority();

/** Issuer and serial number of a certificate. */
export const nameOf = (certificate: Uint8Array): Uint8Array => {
  const body = fieldsOf(fieldsOf(readDer(certificate)).take(TAG.sequence));
  body.take(context(0));
  const serial = body.take(TAG.integer).bytes;
  body.take(TAG.sequence);
  return sequence(body.take(TAG.sequence).bytes, serial);
};

/** DER of the response to a request. */
export const answer = (request: Uint8Array, changes: Answer = {}): Uint8Array => {
  const { status = 0, at = '20261120150000.5Z', authority = defaultAuthority, signsCertificate = true } = changes;
  const fields = fieldsOf(readDer(request));
  fields.take(TAG.integer);
  const imprint = fieldsOf(fields.take(TAG.sequence));
  const algorithm = imprint.take(TAG.sequence).bytes;
  const asked = imprint.take(TAG.octets).content;
  const nonce = 'nonce' in changes ? changes.nonce : fields.take(TAG.integer).bytes;
  const info = sequence(
    number(1),
    writeOid('1.2.3.4'),
    sequence(algorithm, octets(changes.imprint ?? asked)),
    number(7),
    writeDer(TAG.time, Buffer.from(at)),
    ...(nonce === undefined ? [] : [nonce]),
  );
  const signed = [
    attribute('1.2.840.113549.1.9.3', writeOid('1.2.840.113549.1.9.16.1.4')),
    attribute('1.2.840.113549.1.9.4', octets(sha256(info))),
    ...(signsCertificate
      ? [attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octets(sha256(authority.certificate))))))]
      : []),
  ];
  const rsa = createPublicKey(authority.key).asymmetricKeyType === 'rsa';
  const token = sequence(
    writeOid('1.2.840.113549.1.7.2'),
    writeDer(
      context(0),
      sequence(
        number(3),
        writeDer(TAG.set, SHA256),
        sequence(writeOid('1.2.840.113549.1.9.16.1.4'), writeDer(context(0), octets(info))),
        writeDer(context(0), changes.certificate ?? authority.certificate, authorityRoot.certificate),
        writeDer(
          TAG.set,
          sequence(
            number(1),
            nameOf(authority.certificate),
            SHA256,
            writeSetOf(context(0), signed),
            sequence(writeOid(rsa ? '1.2.840.113549.1.1.1' : '1.2.840.10045.4.3.2')),
            octets(sign('sha256', writeSetOf(TAG.set, signed), authority.key)),
          ),
        ),
      ),
    ),
  );
  return sequence(sequence(number(status)), ...(status < 2 ? [token] : []));
};
