/** Gathers units with their members until a chunk is full, and encodes it. */
import type { ScalarValue } from '../feel/index.ts';
import { absent } from '../feel/index.ts';
import { CHUNK_UNITS, type ColumnChunk } from '../model/population.ts';
import type { Context, Null, Value } from '../model/value.ts';
import type { ScalarInput } from '../model/value-type.ts';
import type { BatchColumn } from './batch-column.ts';
import { ChunkColumn } from './chunk-column.ts';
import { encodeChunkColumn, encodeKeys, encodeOffsets } from './column-codec.ts';
import type { FieldBounds } from './field-bounds.ts';
import { KeyColumn } from './key-column.ts';
import { ID_COLUMN, OFFSETS_COLUMN } from './population-part.ts';

export type NamedType = { readonly name: string; readonly type: ScalarInput };

/** Why a unit cannot be stored, and in which column. */
export type StorageRefusal = { readonly column: string; readonly reason: string };

type NamedColumn = { readonly name: string; readonly column: ChunkColumn };

/** Whole units of a batch: their columns and keys, and for each unit of the run how many members it and those before it have. */
export type UnitRun = {
  readonly columns: readonly BatchColumn[];
  readonly keys: FieldBounds;
  readonly from: number;
  readonly to: number;
  /** Members of the run up to and with the unit in `from + i`, whatever was added as members before not counted. */
  readonly memberEnds: Uint32Array;
};

export type MemberRun = { readonly columns: readonly BatchColumn[]; readonly from: number; readonly to: number };

/** Members are added first; the unit that is added next is theirs. */
export class ChunkBuilder {
  private readonly columns: readonly NamedColumn[];
  private readonly list: string | undefined;
  private readonly members: readonly NamedColumn[];
  private readonly keys = new KeyColumn();
  private readonly offsets = new Uint32Array(CHUNK_UNITS + 1);
  private memberRows = 0;
  private index = 0;

  constructor(types: readonly NamedType[], members?: { readonly list: string; readonly types: readonly NamedType[] }) {
    this.columns = types.map(columnOf);
    this.list = members?.list;
    this.members = (members?.types ?? []).map(columnOf);
  }

  get size(): number {
    return this.keys.length;
  }

  get isFull(): boolean {
    return this.keys.length === CHUNK_UNITS;
  }

  /** Members that no unit was added for yet. */
  get openMembers(): number {
    return this.memberRows - (this.offsets[this.size] as number);
  }

  /** Why a member cannot be stored in any chunk, and in which of its fields. */
  memberLimit(values: readonly ScalarValue[]): StorageRefusal | undefined {
    for (const [i, { name, column }] of this.members.entries()) {
      const reason = column.limit(values[i] as ScalarValue);
      if (reason !== undefined) return { column: name, reason };
    }
    return undefined;
  }

  /** Adds a member. Changes nothing where it gives a refusal. */
  addMember(values: readonly ScalarValue[]): StorageRefusal | undefined {
    const refusal = refusalOf(this.members, values);
    if (refusal !== undefined) return { ...refusal, column: `${this.list}.${refusal.column}` };
    for (const [i, { column }] of this.members.entries()) column.append(values[i] as ScalarValue);
    this.memberRows++;
    return undefined;
  }

  /** Adds members in one go, or gives false and changes nothing. */
  addMembers(run: MemberRun): boolean {
    if (!appended(this.members, run)) {
      this.truncateMembers(this.memberRows);
      return false;
    }
    this.memberRows += run.to - run.from;
    return true;
  }

  /** Adds a member that stands in columns of the same types; `missing` is given for what is null in them. */
  addMemberFrom(columns: readonly ChunkColumn[], row: number, missing: Null): StorageRefusal | undefined {
    for (const [i, { name, column }] of this.members.entries()) {
      const from = columns[i] as ChunkColumn;
      if (column.appendFrom(from, row)) continue;
      const value = from.value(row, missing);
      const reason = column.refusal(value);
      if (reason !== undefined) {
        this.truncateMembers(this.memberRows);
        return { column: `${this.list}.${name}`, reason };
      }
      column.append(value);
    }
    this.memberRows++;
    return undefined;
  }

  /** Forgets the members that no unit was added for. */
  dropMembers(): void {
    this.truncateMembers(this.offsets[this.size] as number);
  }

  /** Why a unit cannot be stored with those that are there. */
  refusal(values: readonly ScalarValue[]): StorageRefusal | undefined {
    return refusalOf(this.columns, values);
  }

  /** Adds a unit, to whom the members belong that were added since the last one. Changes nothing where it gives a refusal. */
  addUnit(key: Uint8Array, values: readonly ScalarValue[]): StorageRefusal | undefined {
    const refusal = refusalOf(this.columns, values);
    if (refusal !== undefined) return refusal;
    for (const [i, { column }] of this.columns.entries()) column.append(values[i] as ScalarValue);
    this.keys.append(key);
    this.offsets[this.size] = this.memberRows;
    return undefined;
  }

  /** Adds members and then units in one go, or gives false and changes nothing: then they have to come one by one. */
  addRun(units: UnitRun, members: MemberRun | undefined): boolean {
    const before = { units: this.size, members: this.memberRows };
    if (!appended(this.columns, units) || (members !== undefined && !appended(this.members, members))) {
      for (const { column } of this.columns) column.truncate(before.units);
      this.truncateMembers(before.members);
      return false;
    }
    const { keys, from, to, memberEnds } = units;
    this.keys.appendRun(keys, from, to);
    const { offsets } = this;
    for (let i = 0, unit = before.units + 1; i < to - from; i++, unit++) offsets[unit] = before.members + (memberEnds[i] as number);
    if (members !== undefined) this.memberRows += members.to - members.from;
    return true;
  }

  /** The members that no unit was added for, as expressions see them. */
  openContexts(): readonly Context[] {
    const first = this.offsets[this.size] as number;
    return Array.from({ length: this.openMembers }, (_, position) => {
      const context: Record<string, Value> = Object.create(null);
      for (const { name, column } of this.members) {
        context[name] = column.value(first + position, absent(`${this.list}[${position + 1}].${name}`));
      }
      return context;
    });
  }

  /** All columns of what was gathered, their bytes lent until the next flush; the builder begins the next chunk. */
  flush(): readonly ColumnChunk[] {
    if (this.openMembers > 0) throw new Error('members without a unit');
    const chunk = this.index++;
    const encoded: ColumnChunk[] = [encodeKeys({ list: '', column: ID_COLUMN, chunk }, this.keys)];
    for (const { name, column } of this.columns) encoded.push(encodeChunkColumn({ list: '', column: name, chunk }, column));
    if (this.list !== undefined) {
      const { list } = this;
      encoded.push(encodeOffsets({ list, column: OFFSETS_COLUMN, chunk }, this.offsets.slice(0, this.size + 1)));
      for (const { name, column } of this.members) encoded.push(encodeChunkColumn({ list, column: name, chunk }, column));
    }
    for (const { column } of this.columns) column.truncate(0);
    this.truncateMembers(0);
    this.keys.clear();
    return encoded;
  }

  private truncateMembers(rows: number): void {
    for (const { column } of this.members) column.truncate(rows);
    this.memberRows = rows;
  }
}

const columnOf = ({ name, type }: NamedType): NamedColumn => ({ name, column: new ChunkColumn(type) });

const refusalOf = (columns: readonly NamedColumn[], values: readonly ScalarValue[]): StorageRefusal | undefined => {
  for (const [i, { name, column }] of columns.entries()) {
    const reason = column.refusal(values[i] as ScalarValue);
    if (reason !== undefined) return { column: name, reason };
  }
  return undefined;
};

const appended = (
  columns: readonly NamedColumn[],
  run: { readonly columns: readonly BatchColumn[]; readonly from: number; readonly to: number },
): boolean => run.from === run.to || columns.every(({ column }, i) => column.appendRun(run.columns[i] as BatchColumn, run.from, run.to));
