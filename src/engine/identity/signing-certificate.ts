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

/** What to do about a certificate that somebody else issued. */
const ASK_ISSUER = 'Ask whoever issued it for a new one.';

/**
 * Refusal 'invalid', in a sentence, where the certificate is one that issues others, is made for something else, does not hold at `at` (ISO 8601 UTC), or
 * has a key that viewers do not verify. `others`: certificates that came with it, in any order. `next`: a sentence on what to do about one that has run
 * out.
 */
export const demandSigningCertificate = (
  certificate: Certificate,
  others: readonly Certificate[],
  at: string,
  next = ASK_ISSUER,
): SigningCertificate => {
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
  demandNow(certificate, at, next);
  try {
    const [, ...chain] = chainOf(certificate, others, at).certificates;
    return { certificate, chain };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse('invalid', `The certificate of "${name}" cannot be used to sign now: ${error.failure.message}. ${next}`);
  }
};

const demandNow = ({ name, notBefore, notAfter }: Certificate, at: string, next: string): void => {
  if (at < notBefore) {
    refuse(
      'invalid',
      `The certificate of "${name}" holds from ${notBefore} on, and this machine's clock says ${at}. Set the clock right, or wait until then.`,
    );
  }
  if (at > notAfter) refuse('invalid', `The certificate of "${name}" has run out: it held until ${notAfter}. ${next}`);
};

/** The certificate of a set that is nobody's issuer in it: the one whose key signs. */
export const leafOf = (certificates: readonly Certificate[]): Certificate => {
  const [first] = certificates;
  if (first === undefined) throw new Error('there are no certificates to choose from');
  return certificates.find(({ isAuthority }) => !isAuthority) ?? first;
};
