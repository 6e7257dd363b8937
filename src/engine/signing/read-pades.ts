/** Reads the signature of a PDF and demands that it is written in the one form that its parts can have. */
import { refuse } from '../model/problem.ts';
import { type Certificate, sameBytes } from './certificate.ts';
import { OID, readSignedData, type SignedData, signerOf } from './cms.ts';
import { TAG } from './der.ts';
import { type PadesParts, writePades } from './pades-signature.ts';

export type PadesSignature = {
  readonly data: SignedData;
  readonly parts: PadesParts;
  readonly certificate: Certificate;
  /** The other certificates in it. */
  readonly others: readonly Certificate[];
};

const SIGNED: readonly (readonly [type: string, name: string])[] = [
  [OID.contentType, 'content-type'],
  [OID.messageDigest, 'message-digest'],
  [OID.signingCertificateV2, 'signing-certificate-v2'],
];

/**
 * The parts of a signature, of which none is checked yet. Refusal 'invalid' where it holds anything else than these parts, so that whatever is not
 * signed in it still has one form: no attribute, certificate or number can be added to it, left out, or written differently.
 */
export const readPades = (der: Uint8Array): PadesSignature => {
  const data = readSignedData(der);
  const { signer, certificates } = data;
  if (signer.signed.has(OID.signingTime)) return refuse('invalid', 'it signs a time of its own (signing-time), which PAdES forbids');
  for (const [type, name] of SIGNED) if (!signer.signed.has(type)) return refuse('invalid', `it does not sign the attribute ${name}`);
  const certificate = certificates.find(({ issuer, serial }) => sameBytes(issuer, signer.issuer) && sameBytes(serial, signer.serial));
  const digest = signer.signed.get(OID.messageDigest);
  if (certificate === undefined) return refuse('invalid', 'the certificate of its signer is not in it');
  if (digest?.tag !== TAG.octets) return refuse('invalid', 'its message-digest is no digest');
  const others = certificates.filter((other) => other !== certificate);
  const parts: PadesParts = {
    certificate: certificate.der,
    chain: others.map((other) => other.der),
    digest: digest.content,
    signature: signer.signature,
    token: signer.unsigned.get(OID.timestampToken)?.bytes,
  };
  if (!sameBytes(writePades(parts), der))
    return refuse(
      'invalid',
      'it holds something else than signer, digest, certificates, signature and timestamp, or names another certificate',
    );
  return { data, parts, certificate, others };
};

/** Demands that the signature is over this digest, and of the certificate's key. Refusal 'invalid' with a sentence. */
export const demandSigned = ({ data }: Pick<PadesSignature, 'data'>, digest: Uint8Array): void => {
  if (data.signer.signature.length === 0) refuse('invalid', 'it waits for its signature, which is made elsewhere');
  signerOf(data, () => digest);
};
