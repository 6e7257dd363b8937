/** Whether a signer will be able to sign, found out before the work that it is to sign is done. */
import { openSigner, recordOf } from '../identity/open-signer.ts';
import { demandTokenKey } from '../identity/token.ts';
import { demandIdentity } from './sign-prepared.ts';
import type { SignerAccess } from './signing-request.ts';

/**
 * Opens a key file and forgets its key again; looks for the key on a token. Refusals: those of `openSigner` and `demandTokenKey`; 'invalid' where the
 * certificate may not sign documents at `at`, ISO 8601 UTC.
 */
export const proveSigner = async (access: SignerAccess, at: string): Promise<void> => {
  demandIdentity(await openSigner(access), at);
  const record = await recordOf(access);
  if (record.kind === 'token' && access.kind === 'token') await demandTokenKey(record.place, access.pin);
};
