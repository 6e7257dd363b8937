/** Signs a workspace's trail while it is open for writing: the key that does it, checkpoints when asked, soon after runs end, and at the close. */

import type { NoteSigner } from '../../audit/note-signer.ts';
import { writeVerifierKey } from '../../audit/verifier-key.ts';
import type { CheckpointInfo } from '../../contract/evidence-operations.ts';
import { Refusal, refuse } from '../../model/problem.ts';
import type { Statements } from '../statements.ts';
import type { StoreWorld } from '../store.ts';
import { auditSize } from './audit-store.ts';
import type { AuditTrail } from './audit-trail.ts';
import { SIGNED_SOON_MS } from './checkpoint-moments.ts';
import { newestCheckpoint } from './checkpoint-store.ts';
import { addLogKey, LOG_KEY_MADE, logKeys, logOrigin } from './log-keys.ts';
import { heldLogSigner, type LogSigner, logSigner } from './log-signer.ts';

export type TrailSigning = {
  /** Why checkpoints are not signed here, a sentence. */
  unsignedBecause(): string | undefined;
  /** Takes the key that this machine keeps for the log, where somebody has brought another. */
  takeKey(importer: string): void;
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

export const createTrailSigning = ({ statements, trail, world, transaction }: Parts, actor: string): TrailSigning => {
  const origin = logOrigin(statements);
  /** Undefined while this machine keeps no key: one is made when something is to be signed, and not by looking at a workspace. */
  let held = heldLogSigner(origin, world);
  let hasChanged = false;
  let callOff: (() => void) | undefined;

  const named = (): LogSigner => {
    const signer = held ?? logSigner(origin, world);
    if ('hindrance' in signer && held === undefined) world.log?.('warn', 'store.no-log-key');
    held = signer;
    if ('signer' in signer) nameKey(signer.signer, { actor });
    return signer;
  };
  /** In the open transaction, where the newest key that the trail names is another. */
  const nameKey = ({ key: own }: NoteSigner, by: { readonly actor: string; readonly imported?: true }): void => {
    const key = writeVerifierKey(own);
    const replaces = logKeys(statements).at(-1)?.key;
    if (key === replaces) return;
    const detail = { logKey: key, ...(replaces !== undefined && { replaces }), ...(by.imported && { imported: true }) };
    const { index } = trail.append(by.actor, { kind: LOG_KEY_MADE, subject: { log: origin }, detail });
    addLogKey(statements, { key, entry: index });
  };

  const checkpoint = (): CheckpointInfo => {
    const newest = newestCheckpoint(statements);
    if (newest?.size === auditSize(statements)) return newest;
    transaction(() => {
      const signer = named();
      if ('hindrance' in signer) return refuse('unwritable', `No checkpoint can be signed on this machine. ${signer.hindrance}`);
      // The entry that names a key is sealed with a checkpoint over it.
      if (trail.seal() === 0) trail.sign(signer.signer);
    });
    settle();
    return newestCheckpoint(statements) ?? refuse('unreadable', 'The checkpoint that was just made is not there.');
  };
  /** Where nobody waits for it: what cannot be signed now is covered by the next checkpoint. */
  const attempt = (): void => {
    if (held === undefined ? !hasChanged : 'hindrance' in held) return;
    try {
      checkpoint();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      world.log?.('warn', 'store.unsigned', { kind: error.failure.kind });
    }
  };
  const settle = (): void => {
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

  if (held !== undefined && 'hindrance' in held) world.log?.('warn', 'store.no-log-key');
  trail.signWith(() => {
    const signer = named();
    return 'signer' in signer ? signer.signer : undefined;
  });
  // A trail that names no key has none that could be brought from elsewhere.
  if (logKeys(statements).length === 0)
    transaction(() => {
      named();
      trail.seal();
    });
  settle();
  return {
    unsignedBecause: () => (held !== undefined && 'hindrance' in held ? held.hindrance : undefined),
    takeKey: (importer) => {
      held = heldLogSigner(origin, world);
      transaction(() => {
        if (held !== undefined && 'signer' in held) nameKey(held.signer, { actor: importer, imported: true });
        trail.seal();
      });
      settle();
    },
    checkpoint,
    committed: () => {
      hasChanged = true;
      settle();
    },
    close: () => {
      callOff?.();
      callOff = undefined;
      attempt();
    },
  };
};
