/** From the name of a signer and what a person typed to what a job opens the signer with. */
import { refuse } from '../model/problem.ts';
import type { SignerInfo } from '../model/signer.ts';
import type { SignerAccess } from '../signing/signing-request.ts';
import { openSignerFolder } from './signer-folder.ts';
import { signerInfo } from './signer-info.ts';
import { demandSigningCertificate } from './signing-certificate.ts';

export type ChosenSigner = { readonly access: SignerAccess; readonly info: SignerInfo };

const RENEW =
  'Have an office renew it ("Renew certificate" among the actions of the signer, or "signer renew"), or take in a new one that whoever issued it gives.';

/**
 * `secret`: the passphrase of a key file, or the PIN of a token. `at`: now; a certificate that does not hold then is refused before anything is made for
 * it. Refusals: 'not-found'; 'invalid' for an office, for a missing secret, and for a certificate that has run out; 'unreadable'.
 */
export const signerAccess = async (
  machineFolder: string,
  { id, secret }: { readonly id: string; readonly secret?: string | undefined },
  at: string,
): Promise<ChosenSigner> => {
  const folder = openSignerFolder(machineFolder);
  const record = await folder.get(id);
  const { name } = record.certificate;
  if (record.kind === 'office')
    return refuse('invalid', `"${name}" is an office: it issues certificates to signers, who sign reports. Choose one of them.`);
  demandSigningCertificate(record.certificate, record.chain, at, RENEW);
  const info = signerInfo(record, at);
  const signerFile = folder.pathOf(id);
  const given = secret ?? '';
  if (info.asks !== 'nothing' && given === '')
    return refuse('invalid', `The ${info.asks === 'pin' ? 'PIN' : 'passphrase'} of "${name}" is missing.`);
  switch (record.kind) {
    case 'key-file':
      return { info, access: { kind: 'key-file', signerFile, passphrase: given } };
    case 'token':
      return { info, access: { kind: 'token', signerFile, pin: record.place.pinPad ? '' : given } };
    case 'detached':
      return { info, access: { kind: 'detached', signerFile } };
  }
};
