/** Whether a certificate may sign documents, and did so while it held. */
import { refuse } from '../model/problem.ts';
import { type Certificate, KEY_USAGE } from './certificate.ts';
import { type CertificateChain, chainOf } from './certificate-chain.ts';

/** Purposes that allow for it: document signing (RFC 9336), its forerunners of Adobe and Microsoft, e-mail protection, and any. */
const PURPOSES: ReadonlySet<string> = new Set([
  '1.3.6.1.5.5.7.3.36',
  '1.2.840.113583.1.1.5',
  '1.3.6.1.4.1.311.10.3.12',
  '1.3.6.1.5.5.7.3.4',
  '2.5.29.37.0',
]);

/** The way to its root, among the certificates that came with it. Refusal 'invalid' with a sentence where it may not sign at that time. */
export const demandDocumentSigner = (certificate: Certificate, others: readonly Certificate[], at: string): CertificateChain => {
  const { name, keyUsage, extendedKeyUsage } = certificate;
  if (keyUsage !== undefined && !keyUsage.has(KEY_USAGE.digitalSignature) && !keyUsage.has(KEY_USAGE.contentCommitment))
    return refuse('invalid', `the certificate of ${name} is not for signatures`);
  if (extendedKeyUsage !== undefined && !extendedKeyUsage.purposes.some((purpose) => PURPOSES.has(purpose)))
    return refuse('invalid', `the certificate of ${name} is not for signing documents`);
  const chain = chainOf(certificate, others, at);
  const unused = others.find((other) => !chain.certificates.includes(other));
  return unused === undefined ? chain : refuse('invalid', `a certificate came with it that has not issued it, of ${unused.name}`);
};
