/** Imports units and members in any order: the members are read first, and held until each unit asks for its own. */
import type { JobContext } from '../job/protocol.ts';
import type { QuarantineRow } from '../model/population.ts';
import { ChunkBuilder, type StorageRefusal } from './chunk-builder.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import { BROKEN, FAST } from './field-bounds.ts';
import { MappedBatch, type Reading } from './mapped-batch.ts';
import { CellRefusal } from './mapped-field.ts';
import { MemberTable } from './member-table.ts';
import type { PopulationPart } from './population-part.ts';
import type { QuarantineBox } from './quarantine-box.ts';
import type { RowBatch } from './row-batch.ts';
import type { SourceReader } from './source-reader.ts';
import { UnitKeys } from './unit-keys.ts';

type File = QuarantineRow['file'];

/** Rows that are added to the table at once at most. */
const RUN_ROWS_MAX = 4_096;
/** A unit whose members were added before it. */
const NO_FURTHER_MEMBERS = new Uint32Array(1);

export class HeldRows {
  units = 0;
  members = 0;
  private readonly mapping: CompiledMapping;
  /** Whether units and members stand in one file. */
  private readonly together: boolean;
  private readonly context: JobContext<PopulationPart>;
  private readonly box: QuarantineBox;
  private readonly keys = new UnitKeys();
  private readonly unitBatch: MappedBatch;
  private readonly memberBatch: MappedBatch;
  private readonly table: MemberTable;
  private readonly builder: ChunkBuilder;

  constructor(
    { mapping, together, reading }: { readonly mapping: CompiledMapping; readonly together: boolean; readonly reading: Reading },
    context: JobContext<PopulationPart>,
    box: QuarantineBox,
  ) {
    const { fields, members, unitKey } = mapping;
    this.mapping = mapping;
    this.together = together;
    this.context = context;
    this.box = box;
    this.unitBatch = new MappedBatch(fields, unitKey, reading);
    this.memberBatch = new MappedBatch(members?.fields ?? [], members?.key ?? 0, reading);
    this.table = new MemberTable(members?.fields ?? []);
    this.builder = new ChunkBuilder(fields, members === undefined ? undefined : { list: members.list, types: members.fields });
  }

  /** Takes rows of the members' file; all of them come before the units. */
  async takeMembers(source: RowBatch): Promise<void> {
    const { memberBatch: batch } = this;
    batch.load(source);
    for (let row = 0; row < batch.rows; ) {
      const end = this.endOfRun(row);
      if (end > row && this.addRun(row, end)) row = end;
      else this.member(row++);
      if (this.box.isFull) await this.box.flush();
    }
  }

  /** Takes rows of the units' file. */
  async takeUnits(source: RowBatch): Promise<void> {
    const { unitBatch: batch, builder, box } = this;
    batch.load(source);
    for (let row = 0; row < batch.rows; row++) {
      this.unit(row);
      if (box.isFull) await box.flush();
      if (builder.isFull) await this.context.part({ kind: 'chunk', columns: builder.flush() });
    }
  }

  /** Hands over what is left. `members` gives the raw rows of members whose unit was not taken in. */
  async finish(members: SourceReader | undefined): Promise<void> {
    if (members !== undefined) await this.quarantineStrays(members);
    if (this.builder.size > 0) await this.context.part({ kind: 'chunk', columns: this.builder.flush() });
    await this.box.flush();
  }

  private endOfRun(from: number): number {
    const { ways, rows } = this.memberBatch;
    const last = Math.min(rows, from + RUN_ROWS_MAX);
    let row = from;
    while (row < last && ways[row] === FAST) row++;
    return row;
  }

  private addRun(from: number, to: number): boolean {
    const { memberBatch: batch } = this;
    return this.table.addRun(
      { columns: batch.columns, from, to },
      (row) => this.keyOf(batch, row),
      (row) => ({ line: batch.source.line(row), ...batch.source.extent(row) }),
    );
  }

  private member(row: number): void {
    const { memberBatch: batch } = this;
    const values = batch.values(row);
    const key = batch.keyAt(row).length === 0 ? undefined : this.keyOf(batch, row);
    const line = batch.source.line(row);
    let refusal = values instanceof CellRefusal ? values : undefined;
    if (!(values instanceof CellRefusal)) {
      const storage = this.table.add(key as number, values, { line, ...batch.source.extent(row) });
      if (storage === undefined) return;
      refusal = new CellRefusal({ ...storage, expected: 'a number that can be stored exactly' });
    }
    this.refuseRow('members', batch, row, refusal as CellRefusal);
    if (key !== undefined) this.keys.spoil(key, line);
  }

  private unit(row: number): void {
    const { unitBatch: batch, mapping } = this;
    if (batch.ways[row] === BROKEN) {
      // In a file that holds both, the row was refused as a member's before.
      if (!this.together) this.refuseRow('units', batch, row, batch.flaw(row) as CellRefusal);
      return;
    }
    const key = this.keyOf(batch, row);
    const earlier = this.keys.unitLine(key);
    if (earlier !== undefined && mapping.firstSpeaks) return;
    const refusal = earlier === undefined ? this.firstRow(row, key) : repeated(batch, earlier);
    if (refusal !== undefined) this.refuseRow('units', batch, row, refusal);
  }

  /** The row that speaks for a unit. */
  private firstRow(row: number, key: number): CellRefusal | undefined {
    const { unitBatch: batch, builder } = this;
    this.keys.setUnitLine(key, batch.source.line(row));
    const spoiledBy = this.keys.spoiledBy(key);
    if (spoiledBy !== undefined) {
      const column = this.mapping.members?.list ?? '';
      return new CellRefusal({ column, reason: `the member on line ${spoiledBy} was refused`, expected: 'a unit with all of its members' });
    }
    const memberRows = this.table.rowsOf(key);
    let storage: StorageRefusal | undefined;
    for (const memberRow of memberRows) storage ??= this.table.hand(memberRow, builder);
    const refusal = storage === undefined && this.addPlain(row) ? undefined : this.addGeneral(row, storage);
    if (refusal !== undefined) {
      builder.dropMembers();
      return refusal;
    }
    this.keys.take(key);
    this.units++;
    this.members += memberRows.length;
    return undefined;
  }

  private addPlain(row: number): boolean {
    const { columns, keys, ways } = this.unitBatch;
    return ways[row] === FAST && this.builder.addRun({ columns, keys, from: row, to: row + 1, memberEnds: NO_FURTHER_MEMBERS }, undefined);
  }

  private addGeneral(row: number, ofMembers: StorageRefusal | undefined): CellRefusal | undefined {
    const { unitBatch: batch, builder } = this;
    const values = batch.values(row, () => builder.openContexts());
    if (values instanceof CellRefusal) return values;
    const storage = builder.refusal(values) ?? ofMembers;
    if (storage !== undefined) return new CellRefusal({ ...storage, expected: 'numbers that can be stored exactly' });
    builder.addUnit(batch.keyAt(row), values);
    return undefined;
  }

  private keyOf(batch: MappedBatch, row: number): number {
    const key = batch.keyAt(row);
    return this.keys.of(key, 0, key.length);
  }

  private async quarantineStrays(reader: SourceReader): Promise<void> {
    const keyColumn = reader.columns[this.mapping.members?.key ?? 0] as string;
    for (let row = 0; row < this.table.rows; row++) {
      const key = this.table.keyOf(row);
      if (this.keys.isTaken(key)) continue;
      const { line, ...extent } = this.table.place(row);
      const unitLine = this.keys.unitLine(key);
      const reason = unitLine === undefined ? 'there is no unit of this key' : `its unit, on line ${unitLine}, was refused`;
      const raw = await reader.rawAt(extent);
      this.box.put({ file: 'members', row: line, column: keyColumn, reason, expected: 'the key of a unit', raw });
      if (this.box.isFull) await this.box.flush();
    }
  }

  private refuseRow(file: File, { source }: MappedBatch, row: number, { column, reason, expected }: CellRefusal): void {
    this.box.put({ file, row: source.line(row), column, reason, expected, raw: source.raw(row) });
  }
}

const repeated = ({ source, keyColumn }: MappedBatch, line: number): CellRefusal =>
  new CellRefusal({ column: source.columnName(keyColumn), reason: `the key stands on line ${line} already`, expected: 'every key once' });
