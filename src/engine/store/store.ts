/** The workspace file: the only way in which rooms read and change it. */

import type { CheckpointInfo } from '../contract/evidence-operations.ts';
import type { LogKeyring } from '../identity/log-keyring.ts';
import type { Port } from '../port.ts';
import type { Reader, Writer } from './handle.ts';

export type Store = {
  /** The file's real path. */
  readonly path: string;
  readonly readOnly: boolean;
  /** Version of the file's schema. */
  readonly version: number;
  /** Reads one consistent state. `work` is synchronous. */
  read<T>(work: (reader: Reader) => T): T;
  /** Reads one consistent state over a longer, asynchronous work; of a read-only store, one at a time. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Makes one change: all of it and its audit entries, or nothing. It is durable when this returns. `work` is synchronous and records at least
   * one entry; anything it throws undoes the change and is thrown on. Refusal 'unwritable' where the disk is full or the file cannot be written.
   */
  change<T>(actor: string, work: (writer: Writer) => T): T;
  /**
   * Signs the trail as it stands; gives the newest checkpoint where it covers every entry already. Refusal 'unwritable' of a read-only store, and where this
   * machine cannot keep a key.
   */
  checkpoint(): CheckpointInfo;
  /** Signs from now on with the key that `actor` has brought to this machine; the trail names it before, where it names another. Of a store that writes. */
  takeLogKey(actor: string): void;
  /** Why checkpoints are not signed here, a sentence; undefined where they are, and of a read-only store. */
  readonly unsignedBecause: string | undefined;
  /** Leaves a single file behind. Closing twice is allowed. */
  close(): void;
};

/** What the store asks of the world. Without `log` slow statements go unreported. */
export type StoreWorld = Pick<Port, 'clock' | 'newId' | 'randomBytes'> & {
  readonly log?: Port['log'];
  /** Without it, what ends is signed with what happens next, or at the close. */
  readonly after?: Port['after'];
  /** This machine's keys: what signs checkpoints is in none of its workspaces. */
  readonly logKeys: LogKeyring;
  /** Told of every checkpoint that was made, after its commit. */
  readonly onCheckpoint?: (checkpoint: CheckpointInfo) => void;
};
