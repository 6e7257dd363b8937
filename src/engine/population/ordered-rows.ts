/** Imports units and members whose files keep one order: both are read side by side, in runs of whole columns, and nothing but a chunk is held. */
import type { JobContext } from '../job/protocol.ts';
import { CHUNK_UNITS } from '../model/population.ts';
import { ChunkBuilder, type StorageRefusal } from './chunk-builder.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import { BROKEN, endOf, FAST, type FieldBounds, startOf } from './field-bounds.ts';
import { MappedBatch } from './mapped-batch.ts';
import { CellRefusal } from './mapped-field.ts';
import { MemberCursor } from './member-cursor.ts';
import type { PopulationPart } from './population-part.ts';
import type { QuarantineBox } from './quarantine-box.ts';
import { RankedQuarantine } from './ranked-quarantine.ts';
import type { SourceReader } from './source-reader.ts';
import { UnitOrder } from './unit-order.ts';

type Place = { readonly line: number; readonly offset: number; readonly length: number };

/** A unit's members as far as they were found. */
type Group = {
  /** Of the members that were taken in. */
  readonly places: Place[];
  /** Line of the first one that was refused. */
  spoiledBy: number | undefined;
  /** Why they cannot be stored with the others of their chunk. */
  storage: StorageRefusal | undefined;
};

const newGroup = (): Group => ({ places: [], spoiledBy: undefined, storage: undefined });

export class OrderedRows {
  units = 0;
  members = 0;
  private readonly mapping: CompiledMapping;
  private readonly together: boolean;
  private readonly context: JobContext<PopulationPart>;
  private readonly refused: RankedQuarantine;
  private readonly batch: MappedBatch;
  private readonly cursor: MemberCursor | undefined;
  private readonly builder: ChunkBuilder;
  private readonly order = new UnitOrder();
  private readonly memberEnds = new Uint32Array(CHUNK_UNITS);

  constructor(
    {
      mapping,
      together,
      members,
    }: { readonly mapping: CompiledMapping; readonly together: boolean; readonly members: SourceReader | undefined },
    context: JobContext<PopulationPart>,
    box: QuarantineBox,
  ) {
    this.mapping = mapping;
    this.together = together;
    this.context = context;
    this.refused = new RankedQuarantine(box);
    this.batch = new MappedBatch(mapping.fields, mapping.unitKey);
    this.cursor =
      members === undefined || mapping.members === undefined
        ? undefined
        : new MemberCursor(members, new MappedBatch(mapping.members.fields, mapping.members.key));
    this.builder = new ChunkBuilder(
      mapping.fields,
      mapping.members === undefined ? undefined : { list: mapping.members.list, types: mapping.members.fields },
    );
  }

  /** Takes all rows of the units' file, each with its members. Throws OutOfOrder where the files keep no order. */
  async take(units: SourceReader, progress: (bytes: number) => void): Promise<void> {
    for await (const batch of units.batches()) {
      this.context.signal.throwIfAborted();
      this.batch.load(batch);
      for (let row = 0; row < this.batch.rows; ) {
        row = await this.takeRun(row);
        if (row < this.batch.rows && !this.builder.isFull) await this.takeOne(row++);
        if (this.refused.isFull) await this.refused.empty();
        if (this.builder.isFull) await this.handOver();
      }
      progress(batch.end + (this.cursor?.end ?? 0));
    }
    await this.refused.empty();
  }

  /** Hands over what is left. */
  async finish(): Promise<void> {
    const { cursor } = this;
    while (cursor !== undefined && (await cursor.hasRow())) {
      const key = cursor.batch.keyAt(cursor.row);
      if (key.length > 0) this.order.demandUnknown(key, 0, key.length);
      this.refuseOrphan(cursor, cursor.row++);
      if (this.refused.isFull) await this.refused.empty();
    }
    if (this.builder.size > 0) await this.handOver();
    await this.refused.empty();
  }

  private async handOver(): Promise<void> {
    await this.context.part({ kind: 'chunk', columns: this.builder.flush() });
  }

  /** Takes rows from `from` on as long as units and members are plainly read and matched; gives the first row that is not taken. */
  private async takeRun(from: number): Promise<number> {
    const { batch, cursor, order, builder, memberEnds } = this;
    const { ways, keys, source } = batch;
    const { rowLine } = source.bounds;
    const last = Math.min(batch.rows, from + CHUNK_UNITS - builder.size);
    const memberFrom = cursor?.row ?? 0;
    let memberRow = memberFrom;
    let row = from;
    if (cursor === undefined) {
      while (row < last && ways[row] === FAST) row++;
      row = order.meetRun(keys, from, row, rowLine);
    }
    while (row < last && ways[row] === FAST) {
      const next = cursor === undefined ? memberRow : this.endOfGroup(cursor, memberRow, row);
      if (next < 0 || order.meet(keys.bytes, startOf(keys, row), endOf(keys, row), rowLine[row] as number) !== 0) break;
      memberEnds[row - from] = next - memberFrom;
      memberRow = next;
      row++;
    }
    if (row === from) return row;
    order.matched();
    if (cursor !== undefined) cursor.row = memberRow;
    const members = cursor === undefined ? undefined : { columns: cursor.batch.columns, from: memberFrom, to: memberRow };
    if (builder.addRun({ columns: batch.columns, keys, from, to: row, memberEnds }, members)) {
      this.units += row - from;
      this.members += memberRow - memberFrom;
    } else await this.takeSingly({ from, to: row, memberFrom });
    return row;
  }

  /** The first member row after those of a unit; -1 where that is not plain to see. */
  private endOfGroup({ batch, isLast }: MemberCursor, from: number, unit: number): number {
    const { keys, ways, rows } = batch;
    const { bytes } = this.batch.keys;
    const start = startOf(this.batch.keys, unit);
    const end = endOf(this.batch.keys, unit);
    let row = from;
    while (row < rows && ways[row] === FAST && isSame(keys, row, bytes, start, end)) row++;
    if (row === rows) return isLast ? row : -1;
    if (ways[row] !== FAST) return -1;
    if (row > from) return row;
    // The member at the cursor has to belong to a later unit: else it may have none.
    const member = { bytes: keys.bytes, start: startOf(keys, row), end: endOf(keys, row) };
    return this.order.isAfter(member, { bytes, start, end }) ? row : -1;
  }

  /** Takes the units of a run one by one, since not all of them can be stored together. */
  private async takeSingly({
    from,
    to,
    memberFrom,
  }: {
    readonly from: number;
    readonly to: number;
    readonly memberFrom: number;
  }): Promise<void> {
    let member = memberFrom;
    for (let row = from; row < to; row++) {
      const group = newGroup();
      const end = memberFrom + (this.memberEnds[row - from] as number);
      for (; member < end; member++) this.addMember(this.cursor as MemberCursor, member, group);
      await this.close(row, group);
    }
  }

  /** Takes any one row of the units' file. */
  private async takeOne(row: number): Promise<void> {
    const { batch, cursor } = this;
    const line = batch.source.line(row);
    if (batch.ways[row] === BROKEN) {
      // In a file that holds both, the row is refused as a member's.
      if (!this.together) this.refuse('units', batch, row, batch.flaw(row) as CellRefusal);
      return;
    }
    const key = batch.keyAt(row);
    const earlier = this.order.meet(key, 0, key.length, line);
    if (earlier !== 0) {
      if (!this.mapping.firstSpeaks) this.refuse('units', batch, row, repeated(batch, earlier));
      return;
    }
    const group = newGroup();
    if (cursor !== undefined) await this.gather(cursor, key, group);
    await this.close(row, group);
  }

  /** Takes the member rows at the cursor that belong to a unit. */
  private async gather(cursor: MemberCursor, unitKey: Uint8Array, group: Group): Promise<void> {
    while (await cursor.hasRow()) {
      const key = cursor.batch.keyAt(cursor.row);
      if (key.length === 0) this.refuse('members', cursor.batch, cursor.row, cursor.batch.flaw(cursor.row) as CellRefusal);
      else if (Buffer.compare(key, unitKey) === 0) {
        this.order.matched();
        this.addMember(cursor, cursor.row, group);
      } else if (this.order.mayCome(key, 0, key.length)) return;
      else this.refuseOrphan(cursor, cursor.row);
      cursor.row++;
    }
  }

  private addMember({ batch }: MemberCursor, row: number, group: Group): void {
    const place = { line: batch.source.line(row), ...batch.source.extent(row) };
    if (
      batch.ways[row] === FAST &&
      group.storage === undefined &&
      this.builder.addMembers({ columns: batch.columns, from: row, to: row + 1 })
    ) {
      group.places.push(place);
      return;
    }
    const values = batch.values(row);
    const limit = values instanceof CellRefusal ? undefined : this.builder.memberLimit(values);
    if (values instanceof CellRefusal || limit !== undefined) {
      const refusal =
        values instanceof CellRefusal
          ? values
          : new CellRefusal({ ...(limit as StorageRefusal), expected: 'a number that can be stored exactly' });
      this.refuse('members', batch, row, refusal);
      group.spoiledBy ??= place.line;
      return;
    }
    group.places.push(place);
    group.storage ??= this.builder.addMember(values);
  }

  /** Adds a unit with the members that were gathered, or refuses it and leaves them without one. */
  private async close(row: number, group: Group): Promise<void> {
    const { batch, builder } = this;
    const refusal = this.verdict(row, group);
    if (refusal === undefined) {
      this.units++;
      this.members += group.places.length;
      return;
    }
    builder.dropMembers();
    this.refuse('units', batch, row, refusal);
    const { cursor } = this;
    if (cursor === undefined) return;
    const line = batch.source.line(row);
    for (const place of group.places) {
      this.putStray(cursor, { row: place.line, reason: `its unit, on line ${line}, was refused`, raw: await cursor.reader.rawAt(place) });
      if (this.refused.isFull) await this.refused.empty();
    }
  }

  private verdict(row: number, { spoiledBy, storage }: Group): CellRefusal | undefined {
    const { batch, builder } = this;
    if (spoiledBy !== undefined) {
      const column = this.mapping.members?.list ?? '';
      return new CellRefusal({ column, reason: `the member on line ${spoiledBy} was refused`, expected: 'a unit with all of its members' });
    }
    const values = batch.values(row, () => builder.openContexts());
    if (values instanceof CellRefusal) return values;
    const refusal = builder.refusal(values) ?? storage;
    if (refusal !== undefined) return new CellRefusal({ ...refusal, expected: 'numbers that can be stored exactly' });
    builder.addUnit(batch.keyAt(row), values);
    return undefined;
  }

  /** A member without a unit: refused for what is wrong with itself, or for that. */
  private refuseOrphan(cursor: MemberCursor, row: number): void {
    const { batch } = cursor;
    const values = batch.ways[row] === FAST ? undefined : batch.values(row);
    if (values instanceof CellRefusal) this.refuse('members', batch, row, values);
    else this.putStray(cursor, { row: batch.source.line(row), reason: 'there is no unit of this key', raw: batch.source.raw(row) });
  }

  private putStray({ batch }: MemberCursor, of: { readonly row: number; readonly reason: string; readonly raw: string }): void {
    this.refused.putStray({ file: 'members', column: batch.source.columnName(batch.keyColumn), expected: 'the key of a unit', ...of });
  }

  private refuse(file: 'units' | 'members', { source }: MappedBatch, row: number, { column, reason, expected }: CellRefusal): void {
    this.refused.put({ file, row: source.line(row), column, reason, expected, raw: source.raw(row) });
  }
}

const repeated = ({ source, keyColumn }: MappedBatch, line: number): CellRefusal =>
  new CellRefusal({ column: source.columnName(keyColumn), reason: `the key stands on line ${line} already`, expected: 'every key once' });

/** Whether a row has a key; compared from its end, where keys in order differ. */
const isSame = (keys: FieldBounds, row: number, bytes: Uint8Array, start: number, end: number): boolean => {
  const from = startOf(keys, row);
  const length = end - start;
  if (endOf(keys, row) - from !== length) return false;
  for (let i = length - 1; i >= 0; i--) if (keys.bytes[from + i] !== bytes[start + i]) return false;
  return true;
};
