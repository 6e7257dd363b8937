/** Signers as others hand them over, for the forms that take them in: PKCS #12 files, tokens, and one whose certificate has run out. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { certificatePem } from '../../../src/engine/identity/certificate-file.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { type Holder, issueRoot, issueSigner, type Profile } from '../../engine/signing/test-office.ts';
import { hasTool, runTool } from '../../support/command-tool.ts';
import { softTokens, tokenModule } from '../../support/soft-token.ts';

export const PIN = '246813';
export const PASSWORD = 'p12 password';

export const hasOpenssl = hasTool('openssl');

const root = issueRoot('ecdsa-p256', 'Office of Records');
const pkcs8 = ({ key }: Holder): Buffer => key.export({ type: 'pkcs8', format: 'der' });

/** Writes a PKCS #12 file for somebody; gives its path. */
export const writePkcs12 = (folder: string, changes: Partial<Profile> & { readonly name: string }): string => {
  const holder = issueSigner(root, changes);
  const path = join(folder, `${changes.name.replaceAll(' ', '-')}.p12`);
  const pem = holder.key.export({ type: 'pkcs8', format: 'pem' }) + certificatePem(holder.certificate) + certificatePem(root.certificate);
  writeFileSync(`${path}.pem`, pem);
  runTool('openssl', 'pkcs12', '-export', '-in', `${path}.pem`, '-passout', `pass:${PASSWORD}`, '-out', path);
  return path;
};

/** Keeps a signer on a machine as one whose key is elsewhere, whose certificate held until a while ago. */
export const keepExpired = (machineFolder: string, name: string): void => {
  const { certificate } = issueSigner(root, { name, notBefore: '2020-01-01T00:00:00Z', notAfter: '2025-01-01T00:00:00Z' });
  const record = { format: 'probity-signer/1', kind: 'detached', certificate: Buffer.from(certificate).toString('base64'), chain: [] };
  const folder = join(machineFolder, 'signers');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${sha256Hex(certificate).slice(0, 16)}.json`), JSON.stringify(record));
};

/** A token with a key and its certificate under the CKA_ID 01; gives the path of its PKCS#11 library. */
export const makeToken = (folder: string, name: string): string => {
  const holder = issueSigner(root, { name });
  const token = softTokens(folder)('Records', PIN);
  token.add('01', { key: pkcs8(holder), certificate: holder.certificate });
  token.add('02', { certificate: root.certificate });
  return tokenModule ?? '';
};

/** Where the app looks for programs: a folder with nothing in it but, if asked for, a pkcs11-tool that complains so. Undefined: as at its start. */
export const findPrograms = (app: ElectronApplication, folder: string | undefined, complaint?: string): Promise<void> => {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  if (folder !== undefined && complaint !== undefined) {
    const listing = 'Slot 0 (0x5): Reader\\n  token label        : Records\\n  serial num         : 1\\n';
    const tool = join(folder, 'pkcs11-tool');
    writeFileSync(
      tool,
      `#!/bin/sh\ncase "$*" in *--list-token-slots*) printf '${listing}' ;; *) echo '${complaint}' >&2; exit 1 ;; esac\n`,
    );
    chmodSync(tool, 0o755);
  }
  return app.evaluate((_, path) => {
    process.env.PROBITY_TEST_PATH ??= process.env.PATH ?? '';
    process.env.PATH = path ?? process.env.PROBITY_TEST_PATH;
  }, folder);
};
