/** Appends to the workspace's audit trail: entries, full tiles of the tree, a head for each transaction, and checkpoints at their moments. */
import { auditCommitment, SALT_BYTES } from '../../audit/audit-commitment.ts';
import { writeEntry } from '../../audit/audit-entry.ts';
import { TILE_HEIGHT, TILE_LEVELS_MAX } from '../../audit/audit-tile.ts';
import { signCheckpoint } from '../../audit/checkpoint.ts';
import { leafHash } from '../../audit/merkle-tree.ts';
import type { NoteSigner } from '../../audit/note-signer.ts';
import type { CheckpointInfo } from '../../contract/evidence-operations.ts';
import type { AuditEntry, EntryDraft } from '../../model/audit-entry.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { hex } from '../../model/hex.ts';
import { refuse } from '../../model/problem.ts';
import type { Port } from '../../port.ts';
import type { Statements } from '../statements.ts';
import { ENTRIES_PER_CHECKPOINT, SIGNED_AT_ONCE, SIGNED_SOON } from './checkpoint-moments.ts';
import { addCheckpoint, checkpointedSize } from './checkpoint-store.ts';
import getLastHead from './sql/get-last-head.sql?raw';
import insertEntry from './sql/insert-entry.sql?raw';
import insertHead from './sql/insert-head.sql?raw';
import insertSalt from './sql/insert-salt.sql?raw';
import insertTile from './sql/insert-tile.sql?raw';
import listLeaves from './sql/list-leaves.sql?raw';
import listTileRoots from './sql/list-tile-roots.sql?raw';
import { TrailEdge } from './trail-edge.ts';

const SALTS_AT_ONCE = 64;

/**
 * Gives the key to sign with, or undefined where none can be had. Called in the open transaction before its head is written, so that an entry which
 * names the key can still be appended.
 */
export type SignerSource = () => NoteSigner | undefined;

/**
 * The tree's right edge is kept in memory between transactions and read anew after one that failed: what the file holds is the truth, and
 * after a failed commit nobody can know it otherwise.
 */
export class AuditTrail {
  private readonly statements: Statements;
  private readonly world: Pick<Port, 'clock' | 'randomBytes'>;
  private current: TrailEdge | undefined;
  private headSize = 0;
  /** Time of the open transaction's entries: they become durable together. */
  private at: string | undefined;
  private salts: Uint8Array = new Uint8Array(0);
  private signer: SignerSource | undefined;
  /** How many entries the newest checkpoint covers. */
  private signedSize: number | undefined;
  private isDue = false;
  private isDueSoon = false;
  private signed: CheckpointInfo | undefined;

  constructor(statements: Statements, world: Pick<Port, 'clock' | 'randomBytes'>) {
    this.statements = statements;
    this.world = world;
  }

  /** From now on checkpoints are made, and signed so. */
  signWith(signer: SignerSource): void {
    this.signer = signer;
  }

  /** Appends one entry in the open transaction, and keeps its salt. */
  append(actor: string, draft: EntryDraft): AuditEntry {
    if (draft.payload === undefined) return this.appendEntry(actor, draft, undefined);
    const { entry, salt } = this.appendSalted(actor, draft, canonicalJson(draft.payload));
    this.statements.run(insertSalt, { index: entry.index, salt });
    return entry;
  }

  /** Appends one entry that commits to the RFC 8785 text `text`; the caller keeps the salt. */
  appendSalted(actor: string, draft: EntryDraft, text: string): { readonly entry: AuditEntry; readonly salt: Uint8Array } {
    const salt = this.nextSalt();
    return { entry: this.appendEntry(actor, draft, auditCommitment(salt, text)), salt };
  }

  private appendEntry(actor: string, draft: EntryDraft, commitment: string | undefined): AuditEntry {
    const edge = this.edge();
    const index = edge.size;
    const entry: AuditEntry = {
      index,
      at: draft.at ?? this.now(),
      actor: draft.actor ?? actor,
      kind: draft.kind,
      subject: draft.subject,
      ...(draft.detail === undefined ? {} : { detail: draft.detail }),
      ...(commitment === undefined ? {} : { commitment }),
    };
    const data = writeEntry(entry);
    const leaf = leafHash(data);
    this.statements.run(insertEntry, { index, data, leaf });
    edge.append(leaf);
    for (const tile of edge.takeFullTiles()) this.statements.run(insertTile, tile);
    if (SIGNED_AT_ONCE.has(draft.kind)) this.isDue = true;
    if (SIGNED_SOON.has(draft.kind)) this.isDueSoon = true;
    return entry;
  }

  private now(): string {
    this.at ??= this.world.clock.now();
    return this.at;
  }

  /** Random bytes are drawn for many salts at once. No salt is given out twice, also where its transaction fails. */
  private nextSalt(): Uint8Array {
    if (this.salts.length < SALT_BYTES) this.salts = this.world.randomBytes(SALTS_AT_ONCE * SALT_BYTES);
    const salt = this.salts.subarray(0, SALT_BYTES);
    this.salts = this.salts.subarray(SALT_BYTES);
    return salt;
  }

  /** Ends the transaction's part of the trail. Gives how many entries it has appended. */
  seal(): number {
    const { current } = this;
    if (current === undefined || current.size === this.headSize) {
      this.at = undefined;
      return 0;
    }
    const signer = this.isToBeSigned(current) ? this.signer?.() : undefined;
    this.at = undefined;
    const appended = current.size - this.headSize;
    this.statements.run(insertHead, { size: current.size, root: current.root() });
    this.headSize = current.size;
    if (signer !== undefined) this.sign(signer);
    return appended;
  }

  /** What asks for the newest checkpoint comes last: tables of earlier versions have none. */
  private isToBeSigned({ size }: TrailEdge): boolean {
    return this.signer !== undefined && (this.isDue || size - this.coveredSize() >= ENTRIES_PER_CHECKPOINT);
  }

  /** Signs the trail as it stands, in the open transaction and after its head was written. */
  sign(signer: NoteSigner): void {
    const edge = this.edge();
    const root = edge.root();
    const { size } = edge;
    const note = signCheckpoint({ origin: signer.key.name, size, root }, signer);
    addCheckpoint(this.statements, { size, note });
    this.signedSize = size;
    this.signed = { size, root: hex(root), note };
  }

  /** To be called after a commit: the checkpoint that it brought, and whether another has to follow soon. */
  committed(): { readonly signed: CheckpointInfo | undefined; readonly isDueSoon: boolean } {
    const { signed } = this;
    const isDueSoon = this.isDueSoon && signed === undefined && this.signer !== undefined;
    this.settle();
    return { signed, isDueSoon };
  }

  /** To be called after a transaction that did not commit. */
  forget(): void {
    this.current = undefined;
    this.at = undefined;
    this.signedSize = undefined;
    this.settle();
  }

  private settle(): void {
    this.isDue = false;
    this.isDueSoon = false;
    this.signed = undefined;
  }

  private coveredSize(): number {
    this.signedSize ??= checkpointedSize(this.statements);
    return this.signedSize;
  }

  private edge(): TrailEdge {
    if (this.current !== undefined) return this.current;
    const edge = readEdge(this.statements);
    const head = this.statements.one<{ size: number; root: Uint8Array }>(getLastHead);
    const isContinued = edge.size === (head?.size ?? 0) && (head === undefined || Buffer.compare(head.root, edge.root()) === 0);
    if (!isContinued || edge.takeFullTiles().length > 0) {
      return refuse(
        'unreadable',
        'The audit trail was changed from outside, so nothing can be added to it. `audit verify` names the first bad entry.',
      );
    }
    this.current = edge;
    this.headSize = edge.size;
    return edge;
  }
}

/** The right edge from the file: tiles' roots of the highest level first, then what no tile of a lower level covers yet. */
const readEdge = (statements: Statements): TrailEdge => {
  const edge = new TrailEdge();
  for (let level = TILE_LEVELS_MAX - 1; level >= 0; level--) {
    const from = edge.size / 2 ** (TILE_HEIGHT * (level + 1));
    for (const { root } of statements.all<{ root: Uint8Array }>(listTileRoots, { level, from })) edge.appendTile(level, root);
  }
  for (const { leaf } of statements.all<{ leaf: Uint8Array }>(listLeaves, { from: edge.size })) edge.append(leaf);
  return edge;
};
