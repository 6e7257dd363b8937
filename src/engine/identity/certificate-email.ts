/** The e-mail address that a certificate names its holder by (RFC 5280, 4.2.1.6). */
import { X509Certificate } from 'node:crypto';
import type { Certificate } from '../signing/certificate.ts';
import { cryptoAnswer } from '../signing/crypto-answer.ts';

/** The first of several; undefined where there is none, or one with characters that this runtime does not write plainly. */
export const emailOf = ({ der }: Pick<Certificate, 'der'>): string | undefined => {
  const names = cryptoAnswer(() => new X509Certificate(der).subjectAltName);
  return /(?:^|, )email:([^",\s]+)(?:,|$)/.exec(names ?? '')?.[1];
};
