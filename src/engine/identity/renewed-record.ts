/** A signer with another certificate to the same key, as an office issues it when the old one runs out or its data change. */
import { Refusal, refuse } from '../model/problem.ts';
import { emailOf } from './certificate-email.ts';
import { issueSigner } from './issue-certificate.ts';
import { lockedRecord } from './locked-record.ts';
import { openKeyFile } from './open-signer.ts';
import type { SignerRecord } from './signer-record.ts';

type WithKey = Extract<SignerRecord, { readonly keyFile: string }>;

export type Renewal = {
  readonly officePassphrase: string;
  /** The passphrase of a key file: what it holds in the open is sealed with it too. */
  readonly secret?: string | undefined;
  /** As in the old certificate, where absent. An empty address: none. */
  readonly name?: string | undefined;
  readonly email?: string | undefined;
};

/** The key of an office or signer. Where two passphrases are asked for, it has to be said which of them is wrong. */
export const openRecord = async (record: WithKey, passphrase: string): ReturnType<typeof openKeyFile> => {
  try {
    return await openKeyFile(record.keyFile, passphrase);
  } catch (error) {
    if (!(error instanceof Refusal && error.failure.kind === 'forbidden')) throw error;
    return refuse('forbidden', `The key of "${record.certificate.name}" is not opened. ${error.failure.message}`);
  }
};

/**
 * What was signed with the old certificate stays as it is: a signature holds its own. Refusals: 'invalid' for an office, and where the office cannot issue
 * one; 'forbidden' for a wrong passphrase.
 */
export const renewedRecord = async (record: SignerRecord, office: WithKey, renewal: Renewal, at: string): Promise<SignerRecord> => {
  const { certificate: old, kind } = record;
  if (kind === 'office')
    return refuse(
      'invalid',
      `"${old.name}" is an office, which no other vouches for. Make a new office, and let others install its certificate.`,
    );
  if (kind === 'key-file' && (renewal.secret ?? '') === '') return refuse('invalid', `The passphrase of "${old.name}" is missing.`);
  const secret = renewal.secret ?? '';
  const own = kind === 'key-file' ? await openRecord(record, secret) : undefined;
  const issuer = await openRecord(office, renewal.officePassphrase);
  const email = renewal.email ?? emailOf(old);
  const subject = { name: renewal.name ?? old.name, email: email === '' ? undefined : email, key: old.publicKey };
  const certified = { certificate: await issueSigner(subject, { office: issuer, at }), chain: [issuer.certificate] };
  return own === undefined ? { ...record, ...certified } : lockedRecord('key-file', { key: own.key, ...certified }, secret);
};
