/** What others are told of an office or signer: nothing of its key but where it lies. */
import { assertNever } from '../model/problem.ts';
import type { CertificateStanding, OfficeInfo, SignerInfo } from '../model/signer.ts';
import type { Certificate } from '../signing/certificate.ts';
import { emailOf } from './certificate-email.ts';
import { algorithmOf } from './key-algorithm.ts';
import { idOf, type SignerRecord } from './signer-record.ts';

/** Long enough for an office to issue another before a report has to wait for it. */
const RENEWAL_MS = 60 * 86_400_000;

const standing = ({ notBefore, notAfter }: Certificate, at: string): CertificateStanding => {
  if (at < notBefore) return 'not-yet';
  if (at > notAfter) return 'ended';
  return Date.parse(notAfter) - Date.parse(at) < RENEWAL_MS ? 'ending' : 'good';
};

/** `at`: now, ISO 8601 UTC. */
export const officeInfo = (record: SignerRecord, at: string): OfficeInfo => {
  const { name, fingerprint, notAfter } = record.certificate;
  return { id: idOf(record), name, fingerprint, notAfter, standing: standing(record.certificate, at) };
};

const asked = (record: SignerRecord): SignerInfo['asks'] => {
  switch (record.kind) {
    case 'office':
    case 'key-file':
      return 'passphrase';
    case 'token':
      return record.place.pinPad ? 'nothing' : 'pin';
    case 'detached':
      return 'nothing';
    default:
      return assertNever(record);
  }
};

/** `at`: now, ISO 8601 UTC. Throws for an office, which signs no reports: a bug of whoever asks. */
export const signerInfo = (record: SignerRecord, at: string): SignerInfo => {
  const { kind, certificate } = record;
  if (kind === 'office') throw new Error('an office is no signer');
  const email = emailOf(certificate);
  const { name, issuerName, publicKey, fingerprint, notBefore, notAfter } = certificate;
  return {
    id: idOf(record),
    kind,
    name,
    issuer: issuerName,
    algorithm: algorithmOf(publicKey),
    fingerprint,
    notBefore,
    notAfter,
    standing: standing(certificate, at),
    ...(email !== undefined && { email }),
    asks: asked(record),
  };
};
