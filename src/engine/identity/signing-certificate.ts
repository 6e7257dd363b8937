/** What a certificate has to be, and which certificates go with it, for its key to sign reports. */
import { Refusal, refuse } from '../model/problem.ts';
import { type Certificate, KEY_USAGE } from '../signing/certificate.ts';
import { chainOf } from '../signing/certificate-chain.ts';
import { algorithmOf } from './key-algorithm.ts';

export type SigningCertificate = {
  readonly certificate: Certificate;
  /** Its issuers, nearest first, as far as they are known. */
  readonly chain: readonly Certificate[];
};

/**
 * Refusal 'invalid', in a sentence, where the certificate is one that issues others, is made for something else, does not hold at `at` (ISO 8601 UTC), or
 * has a key that viewers do not verify. `others`: certificates that came with it, in any order.
 */
export const demandSigningCertificate = (certificate: Certificate, others: readonly Certificate[], at: string): SigningCertificate => {
  const { name, keyUsage, publicKey } = certificate;
  algorithmOf(publicKey);
  if (certificate.isAuthority)
    return refuse('invalid', `The certificate of "${name}" is one that issues others, and does not sign documents itself.`);
  if (keyUsage !== undefined && !keyUsage.has(KEY_USAGE.digitalSignature) && !keyUsage.has(KEY_USAGE.contentCommitment)) {
    return refuse(
      'invalid',
      `The certificate of "${name}" is not for signatures: its key usage names neither digitalSignature nor nonRepudiation.`,
    );
  }
  try {
    const [, ...chain] = chainOf(certificate, others, at).certificates;
    return { certificate, chain };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse('invalid', `The certificate of "${name}" cannot be used to sign now: ${error.failure.message}.`);
  }
};

/** The certificate of a set that is nobody's issuer in it: the one whose key signs. */
export const leafOf = (certificates: readonly Certificate[]): Certificate => {
  const [first] = certificates;
  if (first === undefined) throw new Error('there are no certificates to choose from');
  return certificates.find(({ isAuthority }) => !isAuthority) ?? first;
};
