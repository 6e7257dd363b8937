/** Who signs reports: offices and signers of this machine. Needs no workspace, and leaves nothing of it in one. */
import { resolve } from 'node:path';
import { readSmallFile } from '../file/read-small-file.ts';
import { demandNewFile, writeNewFile } from '../file/write-new-file.ts';
import { certificatePem, readCertificates } from '../identity/certificate-file.ts';
import { issueOffice, issueSigner } from '../identity/issue-certificate.ts';
import { KEY_FILE_BYTES_MAX } from '../identity/key-file.ts';
import { keyOfSigner, lockedRecord } from '../identity/locked-record.ts';
import { newKey } from '../identity/new-key.ts';
import { openKeyFile } from '../identity/open-signer.ts';
import { passphraseProblem } from '../identity/passphrase-rules.ts';
import { openRecord, renewedRecord } from '../identity/renewed-record.ts';
import { openSignerFolder, type SignerFolder } from '../identity/signer-folder.ts';
import { officeInfo, signerInfo } from '../identity/signer-info.ts';
import { readRecord, type SignerRecord } from '../identity/signer-record.ts';
import { demandSigningCertificate, leafOf } from '../identity/signing-certificate.ts';
import { findToken, proveTokenKey } from '../identity/token.ts';
import { Refusal, refuse } from '../model/problem.ts';
import type { SignerInfo } from '../model/signer.ts';
import type { HandlerContext, Handlers } from './handler.ts';

const folderOf = ({ port }: HandlerContext): SignerFolder => openSignerFolder(port.machineFolder);

/** `names`: of whoever will use it. */
const demandPassphrase = (passphrase: string, names: readonly string[]): void => {
  const message = passphraseProblem(passphrase, names);
  if (message !== undefined) refuse('invalid', message, [{ pointer: '/passphrase', message }]);
};

const added = async (folder: SignerFolder, record: SignerRecord, at: string): Promise<SignerInfo> => {
  const info = signerInfo(record, at);
  await folder.add(record);
  return info;
};

/** Bytes of a file with a key or certificates. */
const readKeyFile = async (path: string): Promise<Uint8Array> => (await readSmallFile(resolve(path), KEY_FILE_BYTES_MAX)).bytes;

/** Refusal 'unreadable' for a file that is none of this program's recovery files. */
const recordIn = (path: string, bytes: Uint8Array): SignerRecord => {
  try {
    return readRecord(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(
      'unreadable',
      `"${path}" cannot be used: ${error.failure.message}. A file is expected that "Export key for recovery" or "signer export-key" wrote.`,
    );
  }
};

const officeOf = async (folder: SignerFolder, id: string): Promise<SignerRecord & { readonly kind: 'office' | 'key-file' }> => {
  const record = await folder.get(id);
  return record.kind === 'office' ? record : refuse('invalid', `"${record.certificate.name}" is no office, but a signer. Name an office.`);
};

export const signerHandlers = {
  'signer.list': async (_input, context) => {
    const { records, unreadable } = await folderOf(context).list();
    const at = context.port.clock.now();
    const isOffice = ({ kind }: SignerRecord): boolean => kind === 'office';
    return {
      offices: records.filter(isOffice).map((record) => officeInfo(record, at)),
      signers: records.filter((record) => !isOffice(record)).map((record) => signerInfo(record, at)),
      unreadable,
    };
  },

  'signer.createOffice': async ({ name, country, algorithm, passphrase }, context) => {
    demandPassphrase(passphrase, [name]);
    const key = await newKey(algorithm);
    const at = context.port.clock.now();
    const certificate = await issueOffice({ name, country }, { key, at });
    const record = await lockedRecord('office', { key, certificate, chain: [] }, passphrase);
    await folderOf(context).add(record);
    return officeInfo(record, at);
  },

  'signer.create': async ({ name, email, office: officeId, officePassphrase, algorithm, passphrase }, context) => {
    demandPassphrase(passphrase, [name]);
    const folder = folderOf(context);
    const office = await openRecord(await officeOf(folder, officeId), officePassphrase);
    const key = await newKey(algorithm);
    const at = context.port.clock.now();
    const certificate = await issueSigner({ name, email, key }, { office, at });
    return added(folder, await lockedRecord('key-file', { key, certificate, chain: [office.certificate] }, passphrase), at);
  },

  'signer.renew': async ({ id, office, ...renewal }, context) => {
    const folder = folderOf(context);
    const at = context.port.clock.now();
    const record = await renewedRecord(await folder.get(id), await officeOf(folder, office), renewal, at);
    await folder.replace(id, record);
    return signerInfo(record, at);
  },

  'signer.importPkcs12': async ({ path, password, passphrase }, context) => {
    // Its library is large, and few programs that run ever import a key.
    const { readPkcs12 } = await import('../identity/read-pkcs12.ts');
    const { key, certificate, others } = await readPkcs12(await readKeyFile(path), password);
    const at = context.port.clock.now();
    const certified = demandSigningCertificate(certificate, others, at);
    demandPassphrase(passphrase, [certificate.name]);
    return added(folderOf(context), await lockedRecord('key-file', { key, ...certified }, passphrase), at);
  },

  'signer.addToken': async ({ modulePath, slot, keyId, pin: typed }, context) => {
    const pin = typed === '' ? undefined : typed;
    const { place, certificate, others } = await findToken({ modulePath: resolve(modulePath), slot, keyId, pin });
    const at = context.port.clock.now();
    const certified = demandSigningCertificate(certificate, others, at);
    if (pin !== undefined) await proveTokenKey(place, certificate, pin);
    return added(folderOf(context), { kind: 'token', ...certified, place }, at);
  },

  'signer.addDetached': async ({ path }, context) => {
    const certificates = readCertificates(await readKeyFile(path));
    const leaf = leafOf(certificates);
    const at = context.port.clock.now();
    const certified = demandSigningCertificate(
      leaf,
      certificates.filter((other) => other !== leaf),
      at,
    );
    return added(folderOf(context), { kind: 'detached', ...certified }, at);
  },

  'signer.exportCertificate': async ({ id, outPath }, context) => {
    const { certificate, chain } = await folderOf(context).get(id);
    return writeNewFile(resolve(outPath), [certificate, ...chain].map(({ der }) => certificatePem(der)).join(''), { readers: 'all' });
  },

  'signer.exportKey': async ({ id, secret, outPath, passphrase }, context) => {
    const record = await folderOf(context).get(id);
    demandPassphrase(passphrase, [record.certificate.name]);
    await demandNewFile(resolve(outPath));
    const opened = await openKeyFile(keyOfSigner(record), secret);
    const { keyFile } = await lockedRecord(record.kind === 'office' ? 'office' : 'key-file', opened, passphrase);
    return writeNewFile(resolve(outPath), keyFile);
  },

  'signer.importKey': async ({ path, secret, passphrase }, context) => {
    const record = recordIn(path, await readKeyFile(path));
    const opened = await openKeyFile(keyOfSigner(record), secret);
    demandPassphrase(passphrase, [opened.certificate.name]);
    const folder = folderOf(context);
    const at = context.port.clock.now();
    if (record.kind !== 'office') return added(folder, await lockedRecord('key-file', opened, passphrase), at);
    const office = await lockedRecord('office', opened, passphrase);
    await folder.add(office);
    return officeInfo(office, at);
  },

  'signer.remove': async ({ id }, context) => {
    await folderOf(context).remove(id);
    return null;
  },
} satisfies Partial<Handlers>;
