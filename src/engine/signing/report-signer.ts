/** A signer whose key can be used now: what the signature of a PDF is made with, wherever the key lies. */
import type { SignatureAlgorithm } from '../model/signer.ts';

/** Certificates are DER. */
export type SignerIdentity = {
  readonly certificate: Uint8Array;
  /** Issuers of the certificate, nearest first; the root may be among them. */
  readonly chain: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm | 'rsa-other';
};

export type ReportSigner = SignerIdentity & {
  /**
   * Signs a SHA-256 digest of 32 bytes: ECDSA as DER Ecdsa-Sig-Value (RFC 3279), RSA as PKCS #1 v1.5 over the DigestInfo. Undefined where the key is
   * elsewhere: the digest is then told, and the signature comes back as a file. `message` is what the digest is of, for keys that this runtime only
   * lets sign what it hashes itself.
   */
  readonly signDigest: ((digest: Uint8Array, message: Uint8Array) => Promise<Uint8Array>) | undefined;
};
