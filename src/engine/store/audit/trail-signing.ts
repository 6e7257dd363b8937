/** Signs a workspace's trail while it is open for writing: the key that does it, checkpoints when asked, soon after runs end, and at the close. */
import type { CheckpointInfo } from '../../contract/evidence-operations.ts';
import { Refusal, refuse } from '../../model/problem.ts';
import type { Statements } from '../statements.ts';
import type { StoreWorld } from '../store.ts';
import { auditSize } from './audit-store.ts';
import type { AuditTrail } from './audit-trail.ts';
import { SIGNED_SOON_MS } from './checkpoint-moments.ts';
import { newestCheckpoint } from './checkpoint-store.ts';
import { addLogKey, logKeys, logOrigin } from './log-keys.ts';
import { type LogSigner, logSigner, verifierKeyOf } from './log-signer.ts';

export type TrailSigning = {
  /** Why checkpoints are not signed here, a sentence. */
  unsignedBecause(): string | undefined;
  /** Takes the key that this machine keeps for the log, where that has changed. */
  takeKey(): void;
  /** Signs the trail as it stands; gives the newest checkpoint where it covers every entry. Refusal 'unwritable'. */
  checkpoint(): CheckpointInfo;
  /** To be called after each commit. */
  committed(): void;
  /** Signs what is not signed yet, as far as that can be done. */
  close(): void;
};

type Parts = {
  readonly statements: Statements;
  readonly trail: AuditTrail;
  readonly world: StoreWorld;
  /** Carries work out in a transaction of its own. */
  transaction<T>(work: () => T): T;
};

export const createTrailSigning = (parts: Parts, actor: string): TrailSigning => {
  const { statements, trail, world, transaction } = parts;
  let signer = nameKey(parts, actor);
  let callOff: (() => void) | undefined;

  const checkpoint = (): CheckpointInfo => {
    const newest = newestCheckpoint(statements);
    if (newest?.size === auditSize(statements)) return newest;
    const held = signer;
    if ('hindrance' in held) return refuse('unwritable', `No checkpoint can be signed on this machine. ${held.hindrance}`);
    transaction(() => trail.sign(held.signer));
    committed();
    return newestCheckpoint(statements) ?? refuse('unreadable', 'The checkpoint that was just made is not there.');
  };
  /** Where nobody waits for it: what cannot be signed now is covered by the next checkpoint. */
  const attempt = (): void => {
    if ('hindrance' in signer) return;
    try {
      checkpoint();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      world.log?.('warn', 'store.unsigned', { kind: error.failure.kind });
    }
  };
  const committed = (): void => {
    const { signed, isDueSoon } = trail.committed();
    if (signed !== undefined) {
      callOff?.();
      callOff = undefined;
      world.onCheckpoint?.(signed);
    } else if (isDueSoon && callOff === undefined) {
      callOff = world.after?.(SIGNED_SOON_MS, () => {
        callOff = undefined;
        attempt();
      });
    }
  };

  committed();
  return {
    unsignedBecause: () => ('hindrance' in signer ? signer.hindrance : undefined),
    takeKey: () => {
      signer = nameKey(parts, actor);
      committed();
    },
    checkpoint,
    committed,
    close: () => {
      callOff?.();
      callOff = undefined;
      attempt();
    },
  };
};

/** The machine's key for this log; the trail names it before it signs, where the newest that it names is another. */
const nameKey = ({ statements, trail, world, transaction }: Parts, actor: string): LogSigner => {
  const origin = logOrigin(statements);
  const signer = logSigner(origin, world);
  const key = verifierKeyOf(signer);
  if ('hindrance' in signer || key === undefined) {
    world.log?.('warn', 'store.no-log-key');
    return signer;
  }
  trail.signWith(signer.signer);
  const replaces = logKeys(statements).at(-1)?.key;
  if (key === replaces) return signer;
  transaction(() => {
    const detail = { logKey: key, ...(replaces === undefined ? {} : { replaces }) };
    const { index } = trail.append(actor, { kind: 'log-key.made', subject: { log: origin }, detail });
    addLogKey(statements, { key, entry: index });
    trail.seal();
  });
  return signer;
};
