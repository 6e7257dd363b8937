/** `signer renew`: another certificate to the same key, where the old one runs out or its data change. */
import { type Command, EXIT } from '../command.ts';
import { ask } from '../engine-calls.ts';
import { findIdentity } from '../find-identity.ts';
import { readSecret, secretOptions } from '../read-secret.ts';

export const signerRenew: Command = {
  name: 'signer renew',
  summary: 'Has an office issue a new certificate to the key of a signer, in the place of the old one. What was signed stays as it is.',
  positionals: { id: '<id|name>' },
  options: {
    office: { value: 'id|name', required: true, help: 'the office that issues the certificate' },
    name: { value: 'N', help: 'name in the new certificate, where it is to be another' },
    email: { value: 'E', help: 'e-mail address in the new certificate, where it is to be another; "" for none' },
    ...secretOptions('officePassphrase', 'passphrase'),
  },
  run: (context) =>
    context.withEngine(async (engine) => {
      const [name, email] = [context.option('name'), context.option('email')];
      const signer = await findIdentity(engine, context.argument('id'));
      const { id: office } = await findIdentity(engine, context.requiredOption('office'), 'office');
      const officePassphrase = await readSecret(context, 'officePassphrase');
      const hasKey = 'kind' in signer && signer.kind === 'key-file';
      const input = {
        id: signer.id,
        office,
        officePassphrase,
        ...(hasKey && { secret: await readSecret(context, 'passphrase') }),
        ...(name !== undefined && { name }),
        ...(email !== undefined && { email }),
      };
      const info = await ask(engine, 'signer.renew', input);
      context.terminal.print(
        ...(context.json
          ? [JSON.stringify(info)]
          : [
              `${info.name} has a new certificate, ${info.id}, until ${info.notAfter.slice(0, 10)}; the key is the same.`,
              `  fingerprint of the certificate (SHA-256) ${info.fingerprint}: tell it to those who compare it`,
            ]),
      );
      return EXIT.done;
    }),
};
