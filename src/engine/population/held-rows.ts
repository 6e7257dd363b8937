/** Imports units and members in any order: the members are read first, and held until each unit asks for its own. */
import type { ScalarValue } from '../feel/index.ts';
import type { JobContext } from '../job/protocol.ts';
import type { QuarantineRow } from '../model/population.ts';
import { ChunkBuilder, type StorageRefusal } from './chunk-builder.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import { CellRefusal, type MappedField, type SourceRow } from './mapped-field.ts';
import { MemberTable } from './member-table.ts';
import type { PopulationPart } from './population-part.ts';
import type { QuarantineBox } from './quarantine-box.ts';
import type { RowBatch } from './row-batch.ts';
import type { SourceReader } from './source-reader.ts';
import { UnitKeys } from './unit-keys.ts';

type File = QuarantineRow['file'];

export class HeldRows {
  private readonly mapping: CompiledMapping;
  /** Whether units and members stand in one file. */
  private readonly together: boolean;
  private readonly context: JobContext<PopulationPart>;
  private readonly box: QuarantineBox;
  private readonly keys = new UnitKeys();
  private readonly table: MemberTable;
  private readonly builder: ChunkBuilder;
  units = 0;
  members = 0;

  constructor(
    mapping: CompiledMapping,
    { together }: { readonly together: boolean },
    context: JobContext<PopulationPart>,
    box: QuarantineBox,
  ) {
    this.mapping = mapping;
    this.together = together;
    this.context = context;
    this.box = box;
    this.table = new MemberTable(mapping.members?.fields ?? []);
    this.builder = new ChunkBuilder(
      mapping.fields,
      mapping.members === undefined ? undefined : { list: mapping.members.list, types: mapping.members.fields },
    );
  }

  /** Whether enough came together to be handed over; to be asked after each row. */
  get wantsHandover(): boolean {
    return this.builder.isFull || this.box.isFull;
  }

  async handOver(): Promise<void> {
    if (this.box.isFull) await this.box.flush();
    if (this.builder.isFull) await this.context.part({ kind: 'chunk', columns: this.builder.flush() });
  }

  /** Takes a row of the members' file; all of them come before the units. */
  member(batch: RowBatch, row: number): void {
    const { key: keyColumn, fields } = this.mapping.members as NonNullable<CompiledMapping['members']>;
    const keyText = keyOf(batch, row, keyColumn);
    const values = rowRefusal(batch, row, keyColumn) ?? mapRow(fields, new BatchRow(batch, row, () => []));
    if (!(values instanceof CellRefusal)) {
      const refusal = this.table.add(this.keys.of(keyText), values, { line: batch.line(row), ...batch.extent(row) });
      if (refusal === undefined) return;
      this.refuseRow('members', batch, row, new CellRefusal({ ...refusal, expected: 'a number that can be stored exactly' }));
    } else {
      this.refuseRow('members', batch, row, values);
    }
    if (keyText !== '') this.keys.spoil(this.keys.of(keyText), batch.line(row));
  }

  /** Takes a row of the units' file. */
  unit(batch: RowBatch, row: number): void {
    const { unitKey, firstSpeaks } = this.mapping;
    const broken = rowRefusal(batch, row, unitKey);
    if (broken !== undefined) {
      // In a file that holds both, the row was refused as a member's before.
      if (!this.together) this.refuseRow('units', batch, row, broken);
      return;
    }
    const id = batch.text(row, unitKey);
    const key = this.keys.of(id);
    const earlier = this.keys.unitLine(key);
    if (earlier !== undefined && firstSpeaks) return;
    const refusal = earlier === undefined ? this.firstRow(batch, row, { id, key }) : repeated(batch, unitKey, earlier);
    if (refusal !== undefined) this.refuseRow('units', batch, row, refusal);
  }

  /** Hands over what is left. `members` gives the raw rows of members whose unit was not taken in. */
  async finish(members: SourceReader | undefined): Promise<void> {
    if (members !== undefined) await this.quarantineStrays(members);
    if (this.builder.size > 0) await this.context.part({ kind: 'chunk', columns: this.builder.flush() });
    await this.box.flush();
  }

  /** The row that speaks for a unit. */
  private firstRow(batch: RowBatch, row: number, { id, key }: { readonly id: string; readonly key: number }): CellRefusal | undefined {
    this.keys.setUnitLine(key, batch.line(row));
    const spoiledBy = this.keys.spoiledBy(key);
    if (spoiledBy !== undefined) {
      const column = this.mapping.members?.list ?? '';
      return new CellRefusal({ column, reason: `the member on line ${spoiledBy} was refused`, expected: 'a unit with all of its members' });
    }
    const memberRows = this.table.rowsOf(key);
    let storage: StorageRefusal | undefined;
    for (const memberRow of memberRows) storage ??= this.builder.addMember(this.table.values(memberRow));
    const values = mapRow(this.mapping.fields, new BatchRow(batch, row, () => this.builder.openContexts()));
    if (!(values instanceof CellRefusal)) storage ??= this.builder.addUnit(Buffer.from(id, 'utf8'), values);
    const refusal =
      values instanceof CellRefusal || storage === undefined
        ? values
        : new CellRefusal({ ...storage, expected: 'numbers that can be stored exactly' });
    if (refusal instanceof CellRefusal) {
      this.builder.dropMembers();
      return refusal;
    }
    this.keys.take(key);
    this.units++;
    this.members += memberRows.length;
    return undefined;
  }

  private async quarantineStrays(reader: SourceReader): Promise<void> {
    const keyColumn = reader.columns[this.mapping.members?.key ?? 0] as string;
    for (let row = 0; row < this.table.rows; row++) {
      const key = this.table.keyOf(row);
      if (this.keys.isTaken(key)) continue;
      const { line, ...extent } = this.table.place(row);
      const unitLine = this.keys.unitLine(key);
      const reason = unitLine === undefined ? 'there is no unit of this key' : `its unit, on line ${unitLine}, was refused`;
      this.box.put({
        file: 'members',
        row: line,
        column: keyColumn,
        reason,
        expected: 'the key of a unit',
        raw: await reader.rawAt(extent),
      });
      if (this.box.isFull) await this.box.flush();
    }
  }

  private refuseRow(file: File, batch: RowBatch, row: number, { column, reason, expected }: CellRefusal): void {
    this.box.put({ file, row: batch.line(row), column, reason, expected, raw: batch.raw(row) });
  }
}

/** The text in the key column as far as the row has one, also of a row that is broken. */
const keyOf = (batch: RowBatch, row: number, keyColumn: number): string =>
  keyColumn < batch.fieldCount(row) ? batch.text(row, keyColumn) : '';

/** Why a row cannot be read at all: it is flawed, or it has no key. */
const rowRefusal = (batch: RowBatch, row: number, keyColumn: number): CellRefusal | undefined => {
  const flaw = batch.flaw(row);
  if (flaw !== undefined) return new CellRefusal({ column: '', reason: flaw, expected: batch.expected });
  if (batch.text(row, keyColumn) !== '') return undefined;
  return new CellRefusal({ column: batch.columnName(keyColumn), reason: 'the key is empty', expected: 'the key of the unit' });
};

const repeated = (batch: RowBatch, keyColumn: number, line: number): CellRefusal =>
  new CellRefusal({ column: batch.columnName(keyColumn), reason: `the key stands on line ${line} already`, expected: 'every key once' });

const mapRow = (fields: readonly MappedField[], source: SourceRow): readonly ScalarValue[] | CellRefusal => {
  const values: ScalarValue[] = [];
  for (const field of fields) {
    const value = field.read(source);
    if (value instanceof CellRefusal) return value;
    values.push(value);
  }
  return values;
};

class BatchRow implements SourceRow {
  private readonly batch: RowBatch;
  private readonly row: number;
  private readonly contexts: () => ReturnType<SourceRow['members']>;

  constructor(batch: RowBatch, row: number, contexts: () => ReturnType<SourceRow['members']>) {
    this.batch = batch;
    this.row = row;
    this.contexts = contexts;
  }

  text(column: number): string {
    return this.batch.text(this.row, column);
  }

  members(): ReturnType<SourceRow['members']> {
    return this.contexts();
  }
}
