/** What others are told of an office or signer: nothing of its key but where it lies. */
import { assertNever } from '../model/problem.ts';
import type { OfficeInfo, SignerInfo } from '../model/signer.ts';
import { algorithmOf } from './key-algorithm.ts';
import { idOf, type SignerRecord } from './signer-record.ts';

export const officeInfo = (record: SignerRecord): OfficeInfo => {
  const { name, fingerprint, notAfter } = record.certificate;
  return { id: idOf(record), name, fingerprint, notAfter };
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

/** Throws for an office, which signs no reports: a bug of whoever asks. */
export const signerInfo = (record: SignerRecord): SignerInfo => {
  const { kind, certificate } = record;
  if (kind === 'office') throw new Error('an office is no signer');
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
    asks: asked(record),
  };
};
