/** Verifies a file of evidence, whatever it is: a bundle, a proof, a checkpoint, a signed report. */
import { seenFrom } from '../anchor/own-witness.ts';
import { openSightings } from '../anchor/sightings.ts';
import { trustStatements } from '../anchor/trust-statements.ts';
import { carryOut } from '../job/carry-out.ts';
import type { Job, JobProgress } from '../job/protocol.ts';
import { workerCount } from '../job/worker-count.ts';
import { counted } from '../model/counted.ts';
import type { Anchor, Check, EvidenceKind, FileVerdict, TrustStatement } from '../model/trust.ts';
import type { Port } from '../port.ts';
import { logKeys } from '../store/audit/log-keys.ts';
import type { Store } from '../store/store.ts';
import { type RememberedLog, rememberedLog } from './remembered-log.ts';
import { bad, good, notChecked } from './verify/check.ts';
import { futureTimes, type StatedTime } from './verify/future-times.ts';
import type { VerifiedFile, VerifiedLog } from './verify/verified-file.ts';

/** `store`: of the workspace that is open, if one is. */
export type VerifyWorld = { readonly store: Store | undefined; readonly port: Pick<Port, 'jobs' | 'machineFolder' | 'clock'> };

export type VerifyRequest = {
  readonly path: string;
  readonly expected?: EvidenceKind | undefined;
  /** Verifier key of the log, if it was handed over by another way than the file. */
  readonly logKey?: string | undefined;
  /** Verifier keys of witnesses, likewise. */
  readonly witnessKeys?: readonly string[] | undefined;
  /** Whether an impact is run again where the open workspace has the population. */
  readonly rerun: boolean;
  readonly workers?: number | undefined;
};

export type VerifyTask = { readonly signal: AbortSignal; progress(progress: JobProgress): void };

const jobOf = ({ store }: VerifyWorld, { path, expected, logKey, witnessKeys, rerun, workers }: VerifyRequest): Job => ({
  kind: 'evidence-verify',
  path,
  ...(expected !== undefined && { expected }),
  ...(logKey !== undefined && { logKey }),
  ...(witnessKeys !== undefined && { witnessKeys }),
  knownKeys: store === undefined ? [] : store.read(logKeys).map(({ key }) => key),
  ...(rerun && store !== undefined && { workspacePath: store.path }),
  workers: workerCount(workers),
});

const sightingsOf = (machineFolder: string, origin: string): readonly Anchor[] => {
  const sightings = openSightings(machineFolder);
  try {
    return sightings.list(origin);
  } finally {
    sightings.close();
  }
};

/** A file may well be older than what was seen since; that says nothing against it, unless the open workspace knows both states. */
const withinReach = (anchors: readonly Anchor[], { size }: VerifiedLog): readonly Anchor[] =>
  anchors.filter((anchor) => anchor.size <= size);

/** Whoever made the file may have made the keys in it, too: one that nothing else here knows is taken to be theirs. */
const asItCame =
  (known: readonly Anchor[]) =>
  (anchor: Anchor): Anchor => ({
    ...anchor,
    outside: anchor.outside && known.some(({ outside, fingerprint }) => outside && fingerprint === anchor.fingerprint),
  });

/** What may be said of the log. States that the file's own anchors saw were proven to be states of it. */
const statementsOn = (
  log: VerifiedLog,
  anchors: readonly Anchor[],
  proven: readonly Anchor[],
  { rootAt }: RememberedLog,
): readonly TrustStatement[] => {
  const known = new Map([...proven, log].map(({ size, root }) => [size, root]));
  return trustStatements({ log, anchors: withinReach(anchors, log), rootAt: (size) => known.get(size) ?? rootAt(size) });
};

const checkMemory = (statements: readonly TrustStatement[]): Check => {
  const what = 'What is known here of the log agrees with the file';
  const contradicted = statements.find(({ kind }) => kind === 'contradicted');
  if (contradicted?.kind === 'contradicted') {
    const { anchor, reason } = contradicted;
    return bad(what, `${anchor.by}, ${anchor.at}: ${anchor.size} entries with the root ${anchor.root}. ${reason}`);
  }
  const anchored = statements.filter(({ kind }) => kind === 'anchored').length;
  return anchored === 0
    ? notChecked(what, 'Nothing is known here of a state of the log that could be compared.')
    : good(
        what,
        `${counted(anchored, 'state')} of the log that this machine, the workspace or the file itself remembers: all agree. What each rests on stands below.`,
      );
};

const timesIn = ({ stated = [], anchors, witnessed = [] }: VerifiedFile): readonly StatedTime[] => [
  ...stated,
  ...[...anchors, ...witnessed].map(({ kind, by, at }) => ({ what: `the ${kind} of "${by}"`, at })),
];

/** The file's own checks, and what is known of its log. */
const judged = (file: VerifiedFile, world: VerifyWorld): FileVerdict => {
  const { kind, name, sha256, checks, log, anchors, witnessed = [], limits: known } = file;
  const limits = [...known, ...futureTimes(timesIn(file), world.port.clock.now())];
  if (log === undefined) return { kind, name, sha256, verdict: 'refused', checks, statements: [], limits };
  const sightings = sightingsOf(world.port.machineFolder, log.origin);
  const seenHere = seenFrom(world.port.machineFolder);
  const { own, statements } = readState(world.store, (reader) => {
    const remembered = rememberedLog(log, reader, sightings);
    const brought = anchors.map(asItCame([...witnessed, ...remembered.anchors]));
    return {
      own: remembered.check,
      statements: statementsOn(log, [...witnessed, ...brought, ...remembered.anchors].map(seenHere), anchors, remembered),
    };
  });
  const all = [...checks, own, checkMemory(statements)];
  const verdict = all.some(({ outcome }) => outcome === 'bad') ? 'refused' : 'accepted';
  return { kind, name, sha256, verdict, checks: all, statements, limits };
};

const readState = <T>(store: Store | undefined, work: (reader: Parameters<typeof rememberedLog>[1]) => T): T =>
  store === undefined ? work(undefined) : store.read(work);

/**
 * Nothing that is in the file makes it throw. Refusals: 'not-found' and 'unreadable' for the file itself, 'invalid' for a key that is none, 'cancelled'.
 */
export const verifyFile = async (world: VerifyWorld, request: VerifyRequest, { signal, progress }: VerifyTask): Promise<FileVerdict> => {
  const file = await carryOut<never, VerifiedFile>(world.port.jobs, jobOf(world, request), {
    signal,
    onProgress: progress,
    onPart: () => undefined,
  });
  return judged(file, world);
};
