/** Makes a new workspace file: complete under its name, or not there at all. */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { refuse } from '../model/problem.ts';
import { PROGRAM_VERSION } from '../model/program-version.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { addLogKey, originOf } from './audit/log-keys.ts';
import { logSigner, verifierKeyOf } from './audit/log-signer.ts';
import { APPLICATION_ID, closeDatabase, configure, demandOpenableName } from './connection.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { withSqliteRefusals } from './sqlite-refusal.ts';
import { Statements } from './statements.ts';
import type { Store, StoreWorld } from './store.ts';
import { addWorkspace } from './workspace/workspace-store.ts';

export type CreateOptions = StoreWorld & { readonly name: string; readonly actor: string };

/**
 * Creates a workspace at `path` and opens it for writing. Entry 0 of its audit trail says which workspace it is, which program made it, and which key
 * signs its checkpoints.
 * Refusals: 'conflict' where something is there already, 'unwritable' where the folder is missing, cannot be written, or the disk is full.
 */
export const createStore = (path: string, options: CreateOptions): Store => {
  const target = resolve(path);
  demandOpenableName(target);
  if (existsSync(target)) refuse('conflict', `${path} exists already.`);
  const draft = join(dirname(target), `.${basename(target)}.${options.newId()}`);
  claim(draft, path);
  try {
    withSqliteRefusals(target, () => fill(draft, options));
    giveName(draft, target);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
  }
  return openStore(target, options);
};

/** Makes the draft file, so that a folder which cannot be written shows by the system's own word for it. */
const claim = (draft: string, path: string): void => {
  try {
    closeSync(openSync(draft, 'wx'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    refuse(
      'unwritable',
      `${path} cannot be created: ${missing ? 'its folder does not exist' : `its folder cannot be written (${error.code})`}.`,
    );
  }
};

const fill = (draft: string, options: CreateOptions): void => {
  const database = new Database(draft);
  try {
    database.pragma(`application_id = ${APPLICATION_ID}`);
    configure(database, { readOnly: false });
    migrate(database, MIGRATIONS, () => undefined);
    const statements = new Statements(database, options);
    const trail = new AuditTrail(statements, options);
    const id = options.newId();
    const logKey = verifierKeyOf(logSigner(originOf(id), options));
    database
      .transaction(() => {
        const { at } = trail.append(options.actor, {
          kind: 'workspace.created',
          subject: { workspace: id },
          detail: {
            name: options.name,
            program: PROGRAM_VERSION,
            schema: MIGRATIONS.length,
            log: originOf(id),
            ...(logKey === undefined ? {} : { logKey }),
          },
        });
        if (logKey !== undefined) addLogKey(statements, { key: logKey, entry: 0 });
        addWorkspace(statements, { id, name: options.name, createdAt: at });
        trail.seal();
      })
      .immediate();
  } finally {
    closeDatabase(database);
  }
};

/** Gives the finished file its name without ever replacing another, and makes the name itself durable. */
const giveName = (draft: string, target: string): void => {
  try {
    linkSync(draft, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' || existsSync(target)) refuse('conflict', `${target} exists already.`);
    // File systems without hard links, as on most memory sticks.
    renameSync(draft, target);
  }
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(target), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};
