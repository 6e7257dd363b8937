/** A timestamp authority that is openssl's own, each with a key and a certificate that it issued to itself. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './command-tool.ts';
import { scratchFolder } from './scratch-folder.ts';

export type OpensslAuthority = {
  /** Words of `openssl req` for the key, and for how the certificate is signed. */
  readonly key: readonly string[];
  readonly digest?: 'sha256' | 'sha384' | 'sha512';
  /** Hash by which the signature names the certificate. */
  readonly naming?: 'sha1' | 'sha256' | 'sha512';
};

const configOf = ({ digest = 'sha256', naming = 'sha256' }: OpensslAuthority, serial: string): string => `[tsa]
dir = .
serial = ${serial}
crypto_device = builtin
signer_digest = ${digest}
default_policy = 1.2.3.4.1
digests = sha256
ordering = no
tsa_name = yes
ess_cert_id_alg = ${naming}
[req]
distinguished_name = dn
prompt = no
[dn]
CN = openssl Time Authority
[tsa_cert]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
`;

/** DER of the response to a request. */
export const opensslAnswer = (request: Uint8Array, authority: OpensslAuthority): Uint8Array => {
  const folder = scratchFolder();
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('tsa.cnf'), configOf(authority, at('serial')));
  writeFileSync(at('serial'), '01\n');
  writeFileSync(at('request.tsq'), request);
  const certificate = ['-x509', '-nodes', '-days', '3650', '-config', at('tsa.cnf'), '-extensions', 'tsa_cert'];
  runTool('openssl', 'req', ...certificate, ...authority.key, '-keyout', at('key.pem'), '-out', at('tsa.pem'));
  const reply = ['-config', at('tsa.cnf'), '-section', 'tsa', '-signer', at('tsa.pem'), '-inkey', at('key.pem')];
  runTool('openssl', 'ts', '-reply', ...reply, '-queryfile', at('request.tsq'), '-out', at('answer.tsr'));
  return readFileSync(at('answer.tsr'));
};
