/** `signer export-key|import-key`: keys of offices and signers as files under a passphrase, for recovery and for another machine. */
import { resolve } from 'node:path';
import { type Command, EXIT } from '../command.ts';
import { ask } from '../engine-calls.ts';
import { findIdentity } from '../find-identity.ts';
import { readSecret, secretOptions } from '../read-secret.ts';

const exportKey: Command = {
  name: 'signer export-key',
  summary:
    'Writes key and certificate of an office or signer to a file under a new passphrase: a copy for recovery, or for another machine.',
  positionals: { id: '<id|name>' },
  options: {
    output: { value: 'file', short: 'o', required: true, help: 'file to write; one that is there is not replaced' },
    ...secretOptions('passphrase', 'newPassphrase'),
  },
  run: async (context) => {
    const secret = await readSecret(context, 'passphrase');
    const passphrase = await readSecret(context, 'newPassphrase', { twice: true });
    return context.withEngine(async (engine) => {
      const { id } = await findIdentity(engine, context.argument('id'));
      const file = await ask(engine, 'signer.exportKey', { id, secret, outPath: resolve(context.requiredOption('output')), passphrase });
      context.terminal.print(
        context.json
          ? JSON.stringify(file)
          : `Wrote ${file.path}. Keep it and its passphrase apart from each other, and from this machine.`,
      );
      return EXIT.done;
    });
  },
};

const importKey: Command = {
  name: 'signer import-key',
  summary: 'Takes in a key that "signer export-key" wrote, to be kept here under a new passphrase.',
  positionals: { file: '<file>' },
  options: secretOptions('passphrase', 'newPassphrase'),
  run: async (context) => {
    const secret = await readSecret(context, 'passphrase');
    const passphrase = await readSecret(context, 'newPassphrase', { twice: true });
    return context.withEngine(async (engine) => {
      const info = await ask(engine, 'signer.importKey', { path: resolve(context.argument('file')), secret, passphrase });
      const what = 'kind' in info ? 'signer' : 'office';
      context.terminal.print(
        context.json ? JSON.stringify(info) : `${info.name} is here as ${what} ${info.id}, until ${info.notAfter.slice(0, 10)}.`,
      );
      return EXIT.done;
    });
  },
};

export const signerKeyCommands: readonly Command[] = [exportKey, importKey];
