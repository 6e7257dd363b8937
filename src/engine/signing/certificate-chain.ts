/** The way from a certificate to the root that it goes back to, among certificates that came with it. */
import { refuse } from '../model/problem.ts';
import { type Certificate, KEY_USAGE, sameBytes } from './certificate.ts';
import { demandStrongKey, isStrongAlgorithm } from './signature-value.ts';

export type CertificateChain = {
  /** The certificate itself first, then its issuers, nearest first. */
  readonly certificates: readonly Certificate[];
  /** Whether the last of them is a root, issued by itself. */
  readonly complete: boolean;
};

const CHAIN_MAX = 8;

/**
 * Whether `issuer` may issue certificates, and issued this one. `authorities`: how many there are between it and the certificate that the chain begins
 * with.
 */
const issued = (issuer: Certificate, certificate: Certificate, authorities: number): boolean =>
  sameBytes(issuer.subject, certificate.issuer) &&
  issuer.isAuthority &&
  (issuer.keyUsage?.has(KEY_USAGE.keyCertSign) ?? true) &&
  (issuer.pathLength ?? authorities) >= authorities &&
  certificate.isSignedWith(issuer.publicKey);

/** Refusal 'invalid' where a certificate of the chain does not hold at the time `at`, has a weak key or signature, or is not signed by whom it
 * names. */
export const chainOf = (certificate: Certificate, others: readonly Certificate[], at: string): CertificateChain => {
  const certificates: Certificate[] = [];
  for (let next: Certificate | undefined = certificate; next !== undefined; ) {
    const current: Certificate = next;
    demandTime(current, at);
    demandStrongKey(current.publicKey);
    certificates.push(current);
    if (certificates.length > CHAIN_MAX) return refuse('invalid', `there are more than ${CHAIN_MAX} certificates between it and its root`);
    if (sameBytes(current.subject, current.issuer)) {
      if (!current.isSignedWith(current.publicKey))
        return refuse('invalid', `the root certificate of ${current.name} is not signed by itself`);
      return { certificates, complete: true };
    }
    // The signature of a root by itself says nothing, so that its algorithm does not matter.
    if (!isStrongAlgorithm(current.signedBy))
      return refuse(
        'invalid',
        `the certificate of ${current.name} is signed with the algorithm ${current.signedBy}, which is not accepted`,
      );
    const named = others.filter((other) => sameBytes(other.subject, current.issuer));
    next = named.find((other) => issued(other, current, certificates.length - 1));
    if (next === undefined && named.length > 0)
      return refuse(
        'invalid',
        `the certificate of ${current.name} was not issued by the one of ${named[0]?.name} that came with it, or that may issue none`,
      );
  }
  return { certificates, complete: false };
};

const demandTime = ({ name, notBefore, notAfter }: Certificate, at: string): void => {
  if (at < notBefore || at > notAfter)
    refuse('invalid', `the certificate of ${name} holds from ${notBefore} to ${notAfter}, and not at ${at}`);
};
