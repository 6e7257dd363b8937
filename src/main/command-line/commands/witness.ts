/** `witness`: this machine vouches for others' logs. */
import { counted } from '../../../engine/model/counted.ts';
import { type Command, EXIT } from '../command.ts';
import { ask } from '../engine-calls.ts';
import { readVerifierKey } from '../read-verifier-key.ts';

const key: Command = {
  name: 'witness key',
  summary: 'Shows the key with which this machine cosigns; it is made at its first use.',
  positionals: {},
  options: {},
  run: ({ withEngine, terminal, json }) =>
    withEngine(async (engine) => {
      const info = await ask(engine, 'witness.info', {});
      terminal.print(...(json ? [JSON.stringify(info)] : [info.verifierKey, `  fingerprint ${info.fingerprint}`]));
      return EXIT.done;
    }),
};

const cosign: Command = {
  name: 'witness cosign',
  summary: 'Holds a request of `audit consistency` against all that this machine has cosigned of that log, and cosigns what continues it.',
  positionals: { request: '<request>' },
  options: {
    output: { value: 'file', short: 'o', required: true, help: 'file for the cosigned checkpoint' },
    'log-key': {
      value: 'vkey',
      help: 'verifier key of the log, or a file with it, as its owner handed it over: needed at the first meeting',
    },
  },
  run: ({ withEngine, terminal, json, argument, option, requiredOption }) =>
    withEngine(async (engine) => {
      const logKey = option('log-key');
      const answer = await ask(engine, 'witness.cosign', {
        path: argument('request'),
        outPath: requiredOption('output'),
        ...(logKey === undefined ? {} : { logKey: readVerifierKey(logKey) }),
      });
      const { origin, size, oldSize, logKeyFingerprint, file } = answer;
      const before =
        oldSize === 0 ? 'seen for the first time' : `a continuation of the ${counted(oldSize, 'entry', 'entries')} seen before`;
      terminal.print(
        ...(json
          ? [JSON.stringify(answer)]
          : [
              `Cosigned ${counted(size, 'entry', 'entries')} of ${origin}, ${before}`,
              `  fingerprint of the log's key ${logKeyFingerprint}: compare it with what the log's owner says`,
              `  ${file.path}`,
            ]),
      );
      return EXIT.done;
    }),
};

export const witnessCommands: readonly Command[] = [key, cosign];
