/** Who signs reports: X.509 identities, each with a way to get at its key. */

/** Keys that PDF viewers and OpenSSL verify. */
export type SignatureAlgorithm = 'ecdsa-p256' | 'rsa-3072';

/**
 * `key-file`: the key lies in this machine's folder under a passphrase. `token`: it never leaves a smart card or token, which OpenSC's pkcs11-tool asks.
 * `detached`: somebody else has it; a digest goes out as a file, the signature comes back as one.
 */
export type SignerKind = 'key-file' | 'token' | 'detached';

/**
 * How a certificate stands now. `ending`: it runs out within 60 days, and is to be renewed. `not-yet`: it begins to hold later, or this machine's clock is
 * wrong.
 */
export type CertificateStanding = 'good' | 'ending' | 'ended' | 'not-yet';

/** An office root: what signer certificates are issued by, and what others install as trusted once. */
export type OfficeInfo = {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly notAfter: string;
  readonly standing: CertificateStanding;
};

export type SignerInfo = {
  readonly id: string;
  readonly kind: SignerKind;
  /** Common name of the certificate's subject. */
  readonly name: string;
  /** Common name of whoever issued it; the same as `name` for a self-signed one, which no viewer can be made to trust. */
  readonly issuer: string;
  readonly algorithm: SignatureAlgorithm | 'rsa-other';
  readonly fingerprint: string;
  /** ISO 8601 UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly standing: CertificateStanding;
  /** E-mail address in the certificate, if there is one. */
  readonly email?: string;
  /** Of a token: what is asked at each signature. */
  readonly asks: 'passphrase' | 'pin' | 'nothing';
};

/** From when on a key signed a trail, as an entry of it says. */
export type LogKeyUse = {
  /** Index of the entry that names the key, or 0 for the first of all. */
  readonly entry: number;
  readonly fingerprint: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly actor: string;
  /** `made`: on a machine that did not have the one before; `imported`: somebody brought it to another machine. */
  readonly how: 'first' | 'made' | 'imported';
};

/** The key that signs a workspace's checkpoints: the newest that its trail names. */
export type LogKeyInfo = {
  /** Origin of the log, and name of its key. */
  readonly origin: string;
  /** The key as C2SP signed notes have it: name, hash and key. */
  readonly verifierKey: string;
  /** SHA-256 of the 32 bytes of the public key, lower-case hex: to be handed over out of band. */
  readonly fingerprint: string;
  /** Whether this machine holds the private key. Where it does not, the next checkpoint that is signed here is signed with another. */
  readonly held: boolean;
  /** All that the trail names, oldest first. */
  readonly keys: readonly LogKeyUse[];
};
