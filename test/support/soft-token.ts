/** Tokens made of software for tests: SoftHSM in a folder of its own, and OpenSC's tool to fill them. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasTool, runTool } from './command-tool.ts';

const MODULES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
];

export const tokenModule = MODULES.find((path) => existsSync(path));

/** Whether this machine has what tokens are made of; a line on the console says where not. */
export const hasSoftTokens = ['softhsm2-util', 'pkcs11-tool', 'openssl'].every(hasTool) && tokenModule !== undefined;

export type SoftToken = {
  readonly label: string;
  readonly pin: string;
  /** Puts a private key (PKCS #8, DER) and certificates on the token. */
  add(id: string, objects: { readonly key?: Uint8Array; readonly certificate?: Uint8Array }): void;
};

/** Sets the variable by which SoftHSM finds its tokens, for this process and those that it starts. */
export const softTokens = (folder: string) => {
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens);
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(
    configuration,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n`,
  );
  process.env.SOFTHSM2_CONF = configuration;
  return (label: string, pin: string): SoftToken => {
    runTool('softhsm2-util', '--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '87654321');
    const tool = (...args: readonly string[]): string =>
      runTool('pkcs11-tool', '--module', tokenModule ?? '', '--token-label', label, '--login', '--pin', pin, ...args);
    return {
      label,
      pin,
      add: (id, { key, certificate }) => {
        const write = (type: string, bytes: Uint8Array, ...more: readonly string[]): void => {
          const path = join(folder, `${label}-${id}.${type}`);
          writeFileSync(path, bytes);
          tool('--write-object', path, '--type', type, '--id', id, ...more);
        };
        if (key !== undefined) write('privkey', key, '--usage-sign');
        if (certificate !== undefined) write('cert', certificate);
      },
    };
  };
};
