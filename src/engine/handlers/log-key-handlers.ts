/** The key that signs the open workspace's checkpoints: shown, and taken to another machine under a passphrase. */
import { resolve } from 'node:path';
import { createNoteSigner, pkcs8OfSeed, seedOfPkcs8 } from '../audit/ed25519-signer.ts';
import { keyFingerprint, parseVerifierKey, type VerifierKey, writeVerifierKey } from '../audit/verifier-key.ts';
import { readSmallFile } from '../file/read-small-file.ts';
import { writeNewFile } from '../file/write-new-file.ts';
import { KEY_FILE_BYTES_MAX, openKey, sealKey } from '../identity/key-file.ts';
import { createLogKeyring } from '../identity/log-keyring.ts';
import { passphraseProblem } from '../identity/passphrase-rules.ts';
import { Refusal, refuse } from '../model/problem.ts';
import type { LogKeyInfo, LogKeyUse } from '../model/signer.ts';
import { listEntries } from '../store/audit/audit-store.ts';
import { logKeys, logOrigin } from '../store/audit/log-keys.ts';
import type { Reader } from '../store/handle.ts';
import { readWorkspace } from '../store/workspace/workspace-store.ts';
import type { HandlerContext, Handlers } from './handler.ts';

/** The seed that this machine keeps for the log; undefined where it keeps none that can be used. */
const heldSeed = ({ port }: HandlerContext, origin: string): Uint8Array | undefined => {
  try {
    return createLogKeyring(port.machineFolder).find(origin);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

const sameKey = (a: VerifierKey, b: VerifierKey): boolean => writeVerifierKey(a) === writeVerifierKey(b);

/** When each key came, of the entries that name them. */
const keyUses = (reader: Reader): readonly LogKeyUse[] =>
  logKeys(reader).flatMap(({ key, entry: index }) => {
    const parsed = parseVerifierKey(key);
    if (typeof parsed === 'string') return refuse('unreadable', parsed);
    const [entry] = listEntries(reader, index, 1);
    if (entry === undefined) return [];
    const { at, actor, detail } = entry;
    const how = detail?.replaces === undefined ? 'first' : detail.imported === true ? 'imported' : 'made';
    return [{ entry: index, fingerprint: keyFingerprint(parsed), at, actor, how }];
  });

/** Of the newest key that the trail names; of the one that is kept here, where the trail names none yet. */
const keyInfo = (context: HandlerContext): LogKeyInfo => {
  const { store } = context.workspace();
  const { origin, named, keys } = store.read((reader) => ({
    origin: logOrigin(reader),
    named: logKeys(reader).at(-1)?.key,
    keys: keyUses(reader),
  }));
  const seed = heldSeed(context, origin);
  const own = seed && createNoteSigner(origin, seed).key;
  const key = named === undefined ? own : parseVerifierKey(named);
  if (key === undefined)
    return refuse(
      'not-found',
      'This workspace has no log key yet. It gets one when it is opened for writing on a machine that can keep it.',
    );
  if (typeof key === 'string') return refuse('unreadable', key);
  return {
    origin,
    verifierKey: writeVerifierKey(key),
    fingerprint: keyFingerprint(key),
    held: own !== undefined && sameKey(own, key),
    keys,
  };
};

export const logKeyHandlers = {
  'logKey.info': (_input, context) => keyInfo(context),

  'logKey.export': async ({ outPath, passphrase }, context) => {
    const { store } = context.workspace();
    const { origin, name } = store.read((reader) => ({ origin: logOrigin(reader), name: readWorkspace(reader).name }));
    const message = passphraseProblem(passphrase, [name]);
    if (message !== undefined) return refuse('invalid', message, [{ pointer: '/passphrase', message }]);
    const seed =
      heldSeed(context, origin) ?? refuse('not-found', 'This machine does not hold the key of this log, so it cannot be exported here.');
    const verifierKey = writeVerifierKey(createNoteSigner(origin, seed).key);
    const text = await sealKey({ kind: 'log-key', facts: { origin, verifierKey }, pkcs8: pkcs8OfSeed(seed) }, passphrase);
    return writeNewFile(resolve(outPath), text);
  },

  'logKey.import': async ({ path, passphrase }, context) => {
    const { store } = context.workspace();
    const origin = store.read(logOrigin);
    const file = await readSmallFile(resolve(path), KEY_FILE_BYTES_MAX);
    const { kind, facts, pkcs8 } = await openKey(Buffer.from(file.bytes).toString('utf8'), passphrase);
    const seed = kind === 'log-key' ? seedOfPkcs8(pkcs8) : undefined;
    if (seed === undefined) return refuse('invalid', `${path} holds no key of a log, but one of the kind "${kind}".`);
    if (facts.origin !== origin)
      return refuse('invalid', `${path} holds the key of the log "${String(facts.origin)}"; this workspace's is "${origin}".`);
    createLogKeyring(context.port.machineFolder).keep(origin, seed);
    store.takeLogKey(context.actor);
    return keyInfo(context);
  },
} satisfies Partial<Handlers>;
