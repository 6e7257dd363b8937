/** What this machine has seen of logs, outside of their workspaces: an older copy, or a rewritten one, then shows by what it lacks. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Anchor } from '../model/trust.ts';
import { openMachineDatabase, troubleOf } from './machine-database.ts';
import countSightings from './sql/count-sightings.sql?raw';
import insertSighting from './sql/insert-sighting.sql?raw';
import listSightings from './sql/list-sightings.sql?raw';
import schema from './sql/sightings-schema.sql?raw';
import thinSightings from './sql/thin-sightings.sql?raw';

export type Sighting = {
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The checkpoint: two that contradict one another convict whoever signed both. */
  readonly note: string;
};

export type Sightings = {
  /** A sentence where this machine does not remember all that it might have, and why. */
  notice(): string | undefined;
  /** Keeps a state of the log; where that cannot be done, `notice` says so. */
  note(origin: string, sighting: Sighting): void;
  /** Newest first. */
  list(origin: string): readonly Anchor[];
  close(): void;
};

/** It grows with every log that was ever opened here, and whoever opens a workspace waits for it: so it is read where it is needed, and waited for a moment. */
const KIND = { applicationId: 0x50726f73, schema, journal: 'WAL', busyTimeoutMs: 2_000, isCheckedWhole: false } as const;
/** "Seen here" in words, where other anchors have a name. */
const THIS_MACHINE = 'this machine';
/**
 * States of one log that are kept. Beyond it every second one is forgotten: whoever wants to bury what was seen has to make ever more checkpoints, and
 * never gets rid of the first.
 */
const KEPT_MAX = 4_096;

/** Opens the record. Nothing that is wrong with it keeps anybody from working: it is never thrown, and said by `notice`. */
export const openSightings = (machineFolder: string): Sightings => {
  const path = join(machineFolder, 'sightings.db');
  let notice: string | undefined;
  let database: Database.Database | undefined;

  const giveUp = (reason: string): undefined => {
    database?.close();
    database = undefined;
    notice = `What this machine sees of this log is not remembered: ${path} cannot be used, ${reason}.`;
  };
  /** Begins anew beside what is damaged, unless another process has done so already. */
  const renew = (reason: string): Database.Database => {
    database?.close();
    try {
      return openMachineDatabase(path, { ...KIND, isCheckedWhole: true });
    } catch (error) {
      if (troubleOf(error)?.kind !== 'damaged') throw error;
    }
    const aside = `${path}.damaged`;
    renameSync(path, aside);
    for (const side of ['-wal', '-shm', '-journal']) rmSync(`${path}${side}`, { force: true });
    notice = `What this machine had seen of logs before is lost: ${reason}. It was put aside as ${aside}, and a new record begun.`;
    return openMachineDatabase(path, KIND);
  };
  const attempt = <T>(work: (database: Database.Database) => T): T | undefined => {
    try {
      if (database !== undefined) return work(database);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === undefined) throw error;
      // Another process needs it longer than we wait: this once is lost, the record is not.
      if (trouble.kind === 'busy') {
        notice = `Not all that this machine sees of this log is remembered: ${path} was in use by another process.`;
        return undefined;
      }
      return trouble.kind === 'damaged' ? tryAnew(trouble.reason, work) : giveUp(trouble.reason);
    }
    return undefined;
  };
  const tryAnew = <T>(reason: string, work: (database: Database.Database) => T): T | undefined => {
    try {
      database = renew(reason);
      return work(database);
    } catch (error) {
      return giveUp(troubleOf(error)?.reason ?? rethrow(error));
    }
  };

  try {
    database = openMachineDatabase(path, KIND);
  } catch (error) {
    const trouble = troubleOf(error) ?? rethrow(error);
    if (trouble.kind === 'damaged') tryAnew(trouble.reason, () => undefined);
    else giveUp(trouble.reason);
  }

  return {
    notice: () => notice,
    note: (origin, { size, root, at, note }) => {
      attempt((open) => {
        if (open.prepare(insertSighting).run({ origin, size, root, at, note }).changes === 0) return;
        const { count } = open.prepare<[{ origin: string }], { readonly count: number }>(countSightings).get({ origin }) ?? { count: 0 };
        if (count > KEPT_MAX) open.prepare(thinSightings).run({ origin });
      });
    },
    list: (origin) =>
      (attempt((open) => open.prepare<[{ origin: string }], Omit<Sighting, 'note'>>(listSightings).all({ origin })) ?? []).map((seen) => ({
        kind: 'sighting',
        by: THIS_MACHINE,
        outside: false,
        ...seen,
      })),
    close: () => {
      database?.close();
      database = undefined;
    },
  };
};

const rethrow = (error: unknown): never => {
  throw error;
};
