/** A key with its certificates, put under a passphrase: what is kept of an office or signer whose key is here. */
import type { KeyObject } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import type { Certificate } from '../signing/certificate.ts';
import { sealKey } from './key-file.ts';
import { certificateFacts, type SignerRecord } from './signer-record.ts';

type LockedRecord = Extract<SignerRecord, { readonly keyFile: string }>;

/** `key` is private, and the certificate's own. */
export const lockedRecord = async (
  kind: LockedRecord['kind'],
  { key, ...certified }: { readonly key: KeyObject; readonly certificate: Certificate; readonly chain: readonly Certificate[] },
  passphrase: string,
): Promise<LockedRecord> => {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const keyFile = await sealKey({ kind: kind === 'office' ? 'office' : 'signer', facts: certificateFacts(certified), pkcs8 }, passphrase);
  pkcs8.fill(0);
  return { kind, ...certified, keyFile };
};

/** The key file of an office or signer. Refusal 'invalid' where the key is not here. */
export const keyOfSigner = (record: SignerRecord): string => {
  if (record.kind === 'office' || record.kind === 'key-file') return record.keyFile;
  const where = record.kind === 'token' ? 'on its token, and never leaves it' : 'with somebody else';
  return refuse(
    'invalid',
    `The key of "${record.certificate.name}" is ${where}, so there is nothing to export. Its certificate can be exported.`,
  );
};
