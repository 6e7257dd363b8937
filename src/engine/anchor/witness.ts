/** This machine as a witness of others' logs: it cosigns what continues all that it has cosigned before, and nothing else. */
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { readSignedCheckpoint } from '../audit/checkpoint.ts';
import { addSignatureLine, COSIGNATURE_KEY_TYPE, cosign } from '../audit/cosignature.ts';
import { createNoteSigner, SEED_BYTES } from '../audit/ed25519-signer.ts';
import type { NoteSigner } from '../audit/note-signer.ts';
import { keyFingerprint, parseVerifierKey, type VerifierKey, writeVerifierKey } from '../audit/verifier-key.ts';
import { witnessName } from '../audit/witness-name.ts';
import { readWitnessRequest } from '../audit/witness-request.ts';
import type { WitnessAnswer } from '../contract/evidence-operations.ts';
import { Refusal, refuse } from '../model/problem.ts';
import type { Port } from '../port.ts';
import { type Cosigned, demandContinuation } from './demand-continuation.ts';
import { openMachineDatabase, troubleOf } from './machine-database.ts';
import getCosigned from './sql/get-cosigned.sql?raw';
import getWitnessKey from './sql/get-witness-key.sql?raw';
import insertWitnessKey from './sql/insert-witness-key.sql?raw';
import putCosigned from './sql/put-cosigned.sql?raw';
import schema from './sql/witness-schema.sql?raw';

export type Witness = {
  readonly key: VerifierKey;
  /**
   * Holds a witness request against what was cosigned of its log before. `logKey`: the log's verifier key, as its owner handed it over; needed at the
   * first meeting, and when the owner has a new one. Gives the cosignature, and the checkpoint with it. What it says is on the disk before.
   * Refusals: 'invalid' for what is no request, is not signed by the log, or comes from a log whose key is not known; 'conflict' where the log does
   * not continue what was cosigned.
   */
  cosign(request: string, logKey?: string): { readonly answer: WitnessAnswer; readonly checkpoint: string };
  close(): void;
};

/** In the machine's folder. */
export const WITNESS_FILE = 'witness.db';
const KIND = { applicationId: 0x50726f77, schema, journal: 'DELETE', busyTimeoutMs: 5_000, isCheckedWhole: true } as const;

/** Opens the witness of this machine; its key is made at its first use. Refusals: 'unreadable', 'unwritable', 'busy'. */
export const openWitness = (world: Pick<Port, 'machineFolder' | 'clock' | 'randomBytes'>): Witness => {
  const path = join(world.machineFolder, WITNESS_FILE);
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw refusalOf(error, path);
    }
  };
  const database = guarded(() => openMachineDatabase(path, KIND));
  try {
    const signer = guarded(() => keptSigner(database, world));
    return {
      key: signer.key,
      cosign: (request, logKey) => {
        const asked = readRequest(request, logKey);
        const kept = guarded(() => database.transaction(() => keepContinuation(database, asked, world)).immediate());
        return answerFor(asked, kept, signer);
      },
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
};

type Asked = {
  readonly request: Exclude<ReturnType<typeof readWitnessRequest>, string>;
  readonly logKey: VerifierKey | undefined;
};
type Kept = { readonly before: Cosigned | undefined; readonly logKey: VerifierKey; readonly atSeconds: number };

const readRequest = (text: string, keyText: string | undefined): Asked => {
  const request = readWitnessRequest(text);
  if (typeof request === 'string') return refuse('invalid', request);
  const { origin, size } = request.parsed.checkpoint;
  if (size === 0) return refuse('invalid', 'The log has no entries yet: there is nothing to cosign.');
  if (keyText === undefined) return { request, logKey: undefined };
  const logKey = parseVerifierKey(keyText);
  if (typeof logKey === 'string') return refuse('invalid', logKey);
  if (logKey.name !== origin) return refuse('invalid', `The key given is of the log "${logKey.name}"; the request is of "${origin}".`);
  return { request, logKey };
};

/** Checks and keeps in one step: of two requests at once, the second is held against what the first has left. */
const keepContinuation = (database: Database.Database, { request, logKey }: Asked, { clock }: Pick<Port, 'clock'>): Kept => {
  const { origin, size, root } = request.parsed.checkpoint;
  const before = database.prepare<[{ origin: string }], Cosigned>(getCosigned).get({ origin });
  const signedBy = demandSigned(request.checkpoint, logKey ?? keyOf(before), before);
  if (before !== undefined) demandContinuation(request, before);
  // A later cosignature never says an earlier time, also where the clock was set back.
  const atSeconds = Math.max(Math.floor(Date.parse(clock.now()) / 1_000), before?.atSeconds ?? 0);
  const row = { origin, logKey: writeVerifierKey(signedBy), size, root, atSeconds, note: request.checkpoint };
  database.prepare(putCosigned).run(row);
  return { before, logKey: signedBy, atSeconds };
};

const keyOf = (before: Cosigned | undefined): VerifierKey | undefined => {
  const key = before && parseVerifierKey(before.logKey);
  if (typeof key === 'string') throw new Error(`a kept log key: ${key}`);
  return key;
};

const demandSigned = (checkpoint: string, key: VerifierKey | undefined, before: Cosigned | undefined): VerifierKey => {
  if (key === undefined)
    return refuse(
      'invalid',
      'This machine meets this log for the first time. Give its verifier key with --log-key, as its owner handed it over: not as it came with the request.',
    );
  const signed = readSignedCheckpoint(checkpoint, [key]);
  if (typeof signed !== 'string') return key;
  const newKey = before === undefined ? '' : ' If the owner of the log has a new key, give it with --log-key.';
  return refuse('invalid', `${signed} Its fingerprint is ${keyFingerprint(key)}.${newKey}`);
};

const answerFor = ({ request }: Asked, { before, logKey, atSeconds }: Kept, signer: NoteSigner): ReturnType<Witness['cosign']> => {
  const { origin, size } = request.parsed.checkpoint;
  const cosignature = cosign(request.checkpoint, signer, atSeconds);
  const added = addSignatureLine(request.checkpoint, cosignature);
  if (typeof added === 'string') throw new Error(added);
  const answer = { origin, size, oldSize: before?.size ?? 0, logKeyFingerprint: keyFingerprint(logKey), cosignature };
  return { answer, checkpoint: added.note };
};

const keptSigner = (database: Database.Database, { randomBytes }: Pick<Port, 'randomBytes'>): NoteSigner => {
  const seed = database
    .transaction(() => {
      const kept = database.prepare<[], { readonly seed: Uint8Array }>(getWitnessKey).get();
      if (kept !== undefined) return kept.seed;
      const made = Buffer.from(randomBytes(SEED_BYTES));
      database.prepare(insertWitnessKey).run({ seed: made });
      return made;
    })
    .immediate();
  const { publicKey } = createNoteSigner('probity-witness', seed, COSIGNATURE_KEY_TYPE).key;
  return createNoteSigner(witnessName(publicKey), seed, COSIGNATURE_KEY_TYPE);
};

/** A witness that is not sure of its memory does not sign. */
const refusalOf = (error: unknown, path: string): unknown => {
  const trouble = error instanceof Refusal ? undefined : troubleOf(error);
  if (trouble === undefined) return error;
  const { kind, reason } = trouble;
  if (kind === 'busy')
    return new Refusal({ kind: 'busy', message: 'Another process is cosigning on this machine. Try again when it has ended.' });
  if (kind === 'unusable')
    return new Refusal({
      kind: 'unwritable',
      message: `What this machine cosigns cannot be kept in ${path}: ${reason}. Nothing was cosigned.`,
    });
  return new Refusal({
    kind: 'unreadable',
    message:
      `What this machine has cosigned before cannot be read: ${reason}. Nothing was cosigned. Put a good copy of ${path} there; if there is none, move it ` +
      'away: the witness then begins anew, with another key.',
  });
};
