/** A closed workspace for attackers, what they can do to its file, and what verification then says, with and without what others remember. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { TILE_HASHES } from '../../../../src/engine/audit/audit-tile.ts';
import { signCheckpoint } from '../../../../src/engine/audit/checkpoint.ts';
import { createNoteSigner } from '../../../../src/engine/audit/ed25519-signer.ts';
import { Frontier, leafHash, rootOf } from '../../../../src/engine/audit/merkle-tree.ts';
import { writeVerifierKey } from '../../../../src/engine/audit/verifier-key.ts';
import type { CheckpointInfo } from '../../../../src/engine/contract/evidence-operations.ts';
import type { Anchor, AuditVerdict } from '../../../../src/engine/model/index.ts';
import { verifyJob } from '../../../../src/engine/store/audit/verify-job.ts';
import { createStore } from '../../../../src/engine/store/create-store.ts';
import { setMember } from '../../../../src/engine/store/member/member-store.ts';
import { openStore } from '../../../../src/engine/store/open-store.ts';
import type { Store } from '../../../../src/engine/store/store.ts';
import { memoryLogKeyring } from '../../../support/memory-log-keyring.ts';
import { scratchFolder } from '../../../support/scratch-folder.ts';
import { testWorld } from '../../../support/test-world.ts';
import { record } from '../scratch-workspace.ts';
import { behindTheGuards } from '../tamper.ts';

/** Genesis, a member, single entries to two full tiles and more, and a checkpoint in the middle. */
export const ENTRIES = 600;
const IN_THE_MIDDLE = 300;

export type Victim = {
  readonly path: string;
  readonly origin: string;
  /** What the machine that signs holds. */
  readonly seed: Uint8Array;
  /** Made at 300 entries, and at the close: what an honest reviewer was given. */
  readonly early: CheckpointInfo;
  readonly last: CheckpointInfo;
  /** Opens it again with the machine's key. */
  open(path?: string): Store;
};

export const victim = (): Victim => {
  const keys = memoryLogKeyring();
  const world = { ...testWorld('victim'), logKeys: keys };
  const store = createStore(join(scratchFolder({ inMemory: true }), 'a.probity'), { name: 'Victim', actor: 'ada', ...world });
  store.change('ada', (writer) => setMember(writer, { name: 'bob', roles: ['reviewer'] }));
  record(store, IN_THE_MIDDLE - 2);
  const early = store.checkpoint();
  record(store, ENTRIES - IN_THE_MIDDLE);
  const last = store.checkpoint();
  const origin = last.note.split('\n', 1)[0] as string;
  store.close();
  return {
    path: store.path,
    origin,
    seed: keys.find(origin) as Uint8Array,
    early,
    last,
    open: (path = store.path) => openStore(path, world),
  };
};

export const copyOf = (path: string, name = 'copy.probity'): string => {
  const copy = join(scratchFolder({ inMemory: true }), name);
  copyFileSync(path, copy);
  return copy;
};

/** What somebody outside remembers of a checkpoint that they were given. */
export const remembered = ({ size, root }: CheckpointInfo): Anchor => ({
  kind: 'cosignature',
  size,
  root,
  by: 'reviewer',
  at: '2026-03-01T00:00:00.000Z',
  outside: true,
});

export const verdictOn = (path: string, anchors: readonly Anchor[] = []): Promise<AuditVerdict> =>
  verifyJob({ workspacePath: path, anchors }, { progress: () => undefined, signal: new AbortController().signal });

/** "consistent, contradicted, …": the kinds of what is stated. */
export const stated = ({ statements }: AuditVerdict): string => statements.map(({ kind }) => kind).join(', ');

const forged = (data: Buffer, index: number): Buffer => {
  const text = data.toString('utf8');
  if (!text.includes('"actor":"ada"')) throw new Error(`entry ${index} is not ada's`);
  return Buffer.from(text.replace('"actor":"ada"', '"actor":"eve"'));
};

/** An entry's new bytes; its leaf too where it is asked for. */
export const forgeEntry = (database: Database.Database, index: number, { leaf = false } = {}): void => {
  const { data } = database.prepare('SELECT data FROM audit_entry WHERE idx = ?').get(index) as { data: Buffer };
  const changed = forged(data, index);
  if (leaf) database.prepare('UPDATE audit_entry SET data = ?, leaf = ? WHERE idx = ?').run(changed, leafHash(changed), index);
  else database.prepare('UPDATE audit_entry SET data = ? WHERE idx = ?').run(changed, index);
};

/** Makes every hash of the trail anew from its entries' bytes: leaves, tiles, and the root after each transaction. */
export const rehash = (database: Database.Database): void => {
  const entries = database.prepare<[], { idx: number; data: Buffer }>('SELECT idx, data FROM audit_entry ORDER BY idx').all();
  const heads = new Set(database.prepare('SELECT size FROM audit_head').pluck().all() as number[]);
  database.exec('DELETE FROM audit_tile; DELETE FROM audit_head');
  const frontier = new Frontier();
  const leaves: Uint8Array[] = [];
  for (const { idx, data } of entries) {
    const leaf = leafHash(data);
    leaves.push(leaf);
    frontier.append(leaf);
    database.prepare('UPDATE audit_entry SET leaf = ? WHERE idx = ?').run(leaf, idx);
    if (heads.has(idx + 1) || idx + 1 === entries.length)
      database.prepare('INSERT INTO audit_head VALUES (?, ?)').run(idx + 1, frontier.root());
    if ((idx + 1) % TILE_HASHES !== 0) continue;
    const hashes = leaves.slice(idx + 1 - TILE_HASHES);
    database.prepare('INSERT INTO audit_tile VALUES (0, ?, ?, ?)').run((idx + 1) / TILE_HASHES - 1, Buffer.concat(hashes), rootOf(hashes));
  }
};

/** Signs every checkpoint anew, over the roots that the heads have now. */
export const resign = (database: Database.Database, { origin, seed }: Pick<Victim, 'origin' | 'seed'>): void => {
  const signer = createNoteSigner(origin, seed);
  const sizes = database.prepare('SELECT size FROM audit_checkpoint ORDER BY size').pluck().all() as number[];
  for (const size of sizes) {
    const root = database.prepare('SELECT root FROM audit_head WHERE size = ?').pluck().get(size) as Buffer;
    database.prepare('UPDATE audit_checkpoint SET note = ? WHERE size = ?').run(signCheckpoint({ origin, size, root }, signer), size);
  }
};

/** Names another key in entry 0 and its row, as if it had been the log's from the beginning. */
export const swapKey = (database: Database.Database, origin: string, seed: Uint8Array): void => {
  const key = writeVerifierKey(createNoteSigner(origin, seed).key);
  const { data } = database.prepare('SELECT data FROM audit_entry WHERE idx = 0').get() as { data: Buffer };
  const genesis = JSON.parse(data.toString('utf8')) as { detail: { logKey: string } };
  const changed = data.toString('utf8').replace(genesis.detail.logKey, key);
  database.prepare('UPDATE audit_entry SET data = ? WHERE idx = 0').run(Buffer.from(changed));
  database.prepare('UPDATE log_key SET key = ? WHERE entry = 0').run(key);
};

/** A copy of the victim on which somebody worked behind the guards. */
export const attacked = (path: string, work: (database: Database.Database) => void): string => {
  const copy = copyOf(path);
  behindTheGuards(copy, work);
  return copy;
};

/** Whoever has the file and SQL, with the guards in place. */
export const withGuards = (path: string, sql: string, { recursive }: { readonly recursive: boolean }): string => {
  const database = new Database(path);
  try {
    database.pragma(`recursive_triggers = ${recursive ? 'ON' : 'OFF'}`);
    database.exec(sql);
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    database.close();
  }
};
