/** `log-key`: what signs a workspace's checkpoints, and how another machine comes to hold it. */
import type { LogKeyInfo, LogKeyUse } from '../../../engine/model/index.ts';
import { type Command, type CommandContext, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { readSecret, secretOptions } from '../read-secret.ts';

const how: { readonly [way in LogKeyUse['how']]: string } = {
  first: 'with the workspace',
  made: 'made on a machine without the key before',
  imported: 'imported',
};

const history = (keys: readonly LogKeyUse[]): readonly string[] =>
  keys.length < 2
    ? []
    : [
        `  ${keys.length} keys so far, none of which vouches for the next:`,
        ...keys.map(
          ({ entry, at, actor, how: way, fingerprint }) => `    from entry ${entry} on (${at}, ${actor}; ${how[way]}): ${fingerprint}`,
        ),
      ];

const show = ({ terminal, json }: CommandContext, info: LogKeyInfo): void =>
  terminal.print(
    ...(json
      ? [JSON.stringify(info)]
      : [
          info.verifierKey,
          `  fingerprint ${info.fingerprint}: hand it over by another way than the evidence`,
          info.held
            ? '  the private key is on this machine'
            : '  the private key is not on this machine: the next change here is signed with a new one, unless this is imported before',
          ...history(info.keys),
        ]),
  );

const showKey: Command = {
  name: 'log-key show',
  summary: "Shows the key of a workspace's log: what others check its checkpoints with.",
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      show(context, await ask(engine, 'logKey.info', {}));
      return EXIT.done;
    }),
};

const exportKey: Command = {
  name: 'log-key export',
  summary: 'Writes the private key of the log under a passphrase: a copy for recovery, or for another machine. Only an owner does that.',
  positionals: { ws: '<ws>' },
  options: {
    output: { value: 'file', short: 'o', required: true, help: 'file to write; one that is there is not replaced' },
    ...secretOptions('passphrase'),
  },
  run: async (context) => {
    const passphrase = await readSecret(context, 'passphrase', { twice: true });
    return inWorkspace(context, async (engine) => {
      const file = await ask(engine, 'logKey.export', { outPath: context.requiredOption('output'), passphrase });
      context.terminal.print(context.json ? JSON.stringify(file) : `Wrote ${file.path}`);
      return EXIT.done;
    });
  },
};

const importKey: Command = {
  name: 'log-key import',
  summary: 'Takes in a private key that `log-key export` wrote; checkpoints are signed with it from then on. Only an owner does that.',
  positionals: { ws: '<ws>', file: '<file>' },
  options: secretOptions('passphrase'),
  run: async (context) => {
    const passphrase = await readSecret(context, 'passphrase');
    return inWorkspace(context, async (engine) => {
      show(context, await ask(engine, 'logKey.import', { path: context.argument('file'), passphrase }));
      return EXIT.done;
    });
  },
};

export const logKeyCommands: readonly Command[] = [showKey, exportKey, importKey];
