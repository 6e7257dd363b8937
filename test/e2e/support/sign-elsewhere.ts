/** Somebody else's key and a timestamp authority, as the program knows them: by files that go out and come back. */
import { constants, type KeyObject, privateEncrypt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { answer } from '../../engine/signing/test-authority.ts';
import { issueRoot, issueSigner } from '../../engine/signing/test-office.ts';

const root = issueRoot('ecdsa-p256', 'Office of Records');
const signer = issueSigner(root, { name: 'Ines Record', kind: 'rsa-3072' });

/** What stands before a SHA-256 that RSA signs (RFC 8017, 9.2). */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const pem = (certificate: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate)
    .toString('base64')
    .replaceAll(/.{64}/g, '$&\n')
    .trimEnd()}\n-----END CERTIFICATE-----\n`;

const signDigest = (key: KeyObject, digest: Uint8Array): Uint8Array =>
  privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([SHA256_INFO, digest]));

export const signElsewhere = {
  name: signer.name,
  writeCertificate: (path: string): void => writeFileSync(path, pem(signer.certificate) + pem(root.certificate)),
  /** Reads the digest as the program wrote it, in hex. */
  sign: (digestPath: string, signaturePath: string): void => {
    const digest = Buffer.from(readFileSync(digestPath, 'utf8').trim(), 'hex');
    writeFileSync(signaturePath, signDigest(signer.key, digest));
  },
};

/** `at`: when the authority says that it saw what was asked for. */
export const answerTimestamp = (requestPath: string, responsePath: string, at: Date): void => {
  const stamp = `${at.toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`;
  writeFileSync(responsePath, answer(readFileSync(requestPath), { at: stamp }));
};
