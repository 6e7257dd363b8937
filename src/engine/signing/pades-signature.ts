/**
 * The signature of a PDF in the form of PAdES B-B and B-T (ETSI EN 319 142-1): CMS with exactly three signed attributes, and a timestamp token as the one
 * unsigned attribute there may be. The time that the signer claims stands in the PDF; the attribute for it is forbidden. Everything in it follows from
 * these parts, so that it can be written again and compared.
 */

import { sha256 } from '../model/sha256.ts';
import { readCertificate } from './certificate.ts';
import { OID } from './cms.ts';
import { context, TAG, writeDer, writeOid, writeSetOf } from './der.ts';
import { OID_HASH, OID_SIGNATURE } from './signature-value.ts';

export type PadesParts = {
  /** DER of the signer's certificate. */
  readonly certificate: Uint8Array;
  /** DER of its issuers. */
  readonly chain: readonly Uint8Array[];
  /** SHA-256 of the signed bytes of the file. */
  readonly digest: Uint8Array;
  /** Empty where it is still to be made. */
  readonly signature: Uint8Array;
  /** DER of an RFC 3161 token over the signature. */
  readonly token?: Uint8Array | undefined;
};

const VERSION_1 = writeDer(TAG.integer, Uint8Array.of(1));
const SHA256 = writeDer(TAG.sequence, writeOid(OID_HASH.sha256));

const attribute = (type: string, value: Uint8Array): Uint8Array => writeDer(TAG.sequence, writeOid(type), writeDer(TAG.set, value));

/** What the signed attributes follow from. */
export type SignedParts = Pick<PadesParts, 'certificate' | 'chain' | 'digest'>;

const certificateId = (certificate: Uint8Array): Uint8Array => writeDer(TAG.sequence, writeDer(TAG.octets, sha256(certificate)));

/** The issuers are named with the signer's certificate (RFC 5035, 5.4): else they were the one part of the file that nothing covers. */
const signedAttributes = (tag: number, { certificate, chain, digest }: SignedParts): Uint8Array => {
  const named = [certificate, ...chain.toSorted(Buffer.compare)].map(certificateId);
  return writeSetOf(tag, [
    attribute(OID.contentType, writeOid(OID.data)),
    attribute(OID.messageDigest, writeDer(TAG.octets, digest)),
    attribute(OID.signingCertificateV2, writeDer(TAG.sequence, writeDer(TAG.sequence, ...named))),
  ]);
};

/** What the key signs: the signed attributes as a SET OF. */
export const padesMessage = (parts: SignedParts): Uint8Array => signedAttributes(TAG.set, parts);

/** Hashing is SHA-256 with every key. */
const algorithmOf = (certificate: Uint8Array): Uint8Array =>
  readCertificate(certificate).publicKey.asymmetricKeyType === 'rsa'
    ? writeDer(TAG.sequence, writeOid(OID_SIGNATURE.rsa), writeDer(TAG.null))
    : writeDer(TAG.sequence, writeOid(OID_SIGNATURE.ecdsaWithSha256));

/** Issuer and serial number, as CMS names a signer. */
const signerName = (certificate: Uint8Array): Uint8Array => {
  const { issuer, serial } = readCertificate(certificate);
  return writeDer(TAG.sequence, issuer, serial);
};

/** DER of the whole signature. */
export const writePades = (parts: PadesParts): Uint8Array => {
  const { certificate, chain, signature, token } = parts;
  const signer = writeDer(
    TAG.sequence,
    VERSION_1,
    signerName(certificate),
    SHA256,
    signedAttributes(context(0), parts),
    algorithmOf(certificate),
    writeDer(TAG.octets, signature),
    ...(token === undefined ? [] : [writeDer(context(1), attribute(OID.timestampToken, token))]),
  );
  const body = writeDer(
    TAG.sequence,
    VERSION_1,
    writeDer(TAG.set, SHA256),
    writeDer(TAG.sequence, writeOid(OID.data)),
    writeSetOf(context(0), [certificate, ...chain]),
    writeDer(TAG.set, signer),
  );
  return writeDer(TAG.sequence, writeOid(OID.signedData), writeDer(context(0), body));
};
