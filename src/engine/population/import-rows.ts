/** What becomes of each source row of an import: a unit, a member, or a row in quarantine. */
import type { ScalarValue } from '../feel/index.ts';
import type { JobContext } from '../job/protocol.ts';
import type { PopulationInfo, QuarantineRow } from '../model/population.ts';
import type { Problem } from '../model/problem.ts';
import { ChunkBuilder } from './chunk-builder.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import type { CsvBatch } from './csv-batch.ts';
import type { CsvReader } from './csv-reader.ts';
import { CellRefusal, type MappedField, type SourceRow } from './mapped-field.ts';
import { MemberTable } from './member-table.ts';
import type { PopulationPart } from './population-part.ts';
import { QuarantineBox } from './quarantine-box.ts';
import { UnitKeys } from './unit-keys.ts';

type File = QuarantineRow['file'];

export class ImportRows {
  private readonly mapping: CompiledMapping;
  /** Whether units and members stand in one file. */
  private readonly together: boolean;
  private readonly context: JobContext<PopulationPart>;
  private readonly box: QuarantineBox;
  private readonly keys = new UnitKeys();
  private readonly table: MemberTable;
  private readonly builder: ChunkBuilder;
  private units = 0;
  private members = 0;

  constructor(mapping: CompiledMapping, { together }: { readonly together: boolean }, context: JobContext<PopulationPart>) {
    this.mapping = mapping;
    this.together = together;
    this.context = context;
    this.box = new QuarantineBox((part) => context.part(part));
    this.table = new MemberTable(mapping.members?.list ?? '', mapping.members?.fields ?? []);
    this.builder = new ChunkBuilder(mapping.fields, mapping.members === undefined ? undefined : this.table.columns);
  }

  get counts(): Pick<PopulationInfo, 'units' | 'members' | 'quarantined'> {
    return { units: this.units, members: this.members, quarantined: this.box.total };
  }

  /** The first refused rows. */
  problems(nameOf: (file: File) => string): readonly Problem[] {
    return this.box.problems(nameOf);
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
  member(batch: CsvBatch, row: number): void {
    const { key: keyColumn, fields } = this.mapping.members as NonNullable<CompiledMapping['members']>;
    const keyText = keyOf(batch, row, keyColumn);
    const values = rowRefusal(batch, row, keyColumn) ?? mapRow(fields, new BatchRow(batch, row, []));
    if (!(values instanceof CellRefusal)) {
      const refusal = this.table.refusal(values);
      if (refusal === undefined) {
        this.table.add(this.keys.of(keyText), values, { line: batch.line(row), ...batch.extent(row) });
        return;
      }
      this.refuseRow('members', batch, row, new CellRefusal({ ...refusal, expected: 'a number that can be stored exactly' }));
    } else {
      this.refuseRow('members', batch, row, values);
    }
    if (keyText !== '') this.keys.spoil(this.keys.of(keyText), batch.line(row));
  }

  /** Takes a row of the units' file. */
  unit(batch: CsvBatch, row: number): void {
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
  async finish(members: CsvReader | undefined): Promise<void> {
    if (members !== undefined) await this.quarantineStrays(members);
    if (this.builder.size > 0) await this.context.part({ kind: 'chunk', columns: this.builder.flush() });
    await this.box.flush();
  }

  /** The row that speaks for a unit. */
  private firstRow(batch: CsvBatch, row: number, { id, key }: { readonly id: string; readonly key: number }): CellRefusal | undefined {
    this.keys.setUnitLine(key, batch.line(row));
    const spoiledBy = this.keys.spoiledBy(key);
    if (spoiledBy !== undefined) {
      const column = this.mapping.members?.list ?? '';
      return new CellRefusal({ column, reason: `the member on line ${spoiledBy} was refused`, expected: 'a unit with all of its members' });
    }
    const memberRows = this.table.rowsOf(key);
    const values = mapRow(this.mapping.fields, new BatchRow(batch, row, memberRows, this.table));
    if (values instanceof CellRefusal) return values;
    const refusal = this.builder.add(id, values, memberRows);
    if (refusal !== undefined) return new CellRefusal({ ...refusal, expected: 'numbers that can be stored exactly' });
    this.keys.take(key);
    this.units++;
    this.members += memberRows.length;
    return undefined;
  }

  private async quarantineStrays(reader: CsvReader): Promise<void> {
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

  private refuseRow(file: File, batch: CsvBatch, row: number, { column, reason, expected }: CellRefusal): void {
    this.box.put({ file, row: batch.line(row), column, reason, expected, raw: batch.raw(row) });
  }
}

/** The text in the key column as far as the row has one, also of a row that is broken. */
const keyOf = (batch: CsvBatch, row: number, keyColumn: number): string =>
  keyColumn < batch.fieldCount(row) ? batch.text(row, keyColumn) : '';

/** Why a row cannot be read at all: it is flawed, or it has no key. */
const rowRefusal = (batch: CsvBatch, row: number, keyColumn: number): CellRefusal | undefined => {
  const flaw = batch.flaw(row);
  if (flaw !== undefined)
    return new CellRefusal({ column: '', reason: flaw, expected: 'a row as RFC 4180 has it, with a field for every column' });
  if (batch.text(row, keyColumn) !== '') return undefined;
  return new CellRefusal({ column: batch.columnName(keyColumn), reason: 'the key is empty', expected: 'the key of the unit' });
};

const repeated = (batch: CsvBatch, keyColumn: number, line: number): CellRefusal =>
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
  private readonly batch: CsvBatch;
  private readonly row: number;
  private readonly memberRows: readonly number[];
  private readonly table: MemberTable | undefined;
  private contexts: ReturnType<SourceRow['members']> | undefined;

  constructor(batch: CsvBatch, row: number, memberRows: readonly number[], table?: MemberTable) {
    this.batch = batch;
    this.row = row;
    this.memberRows = memberRows;
    this.table = table;
  }

  text(column: number): string {
    return this.batch.text(this.row, column);
  }

  members(): ReturnType<SourceRow['members']> {
    this.contexts ??= this.table?.contexts(this.memberRows) ?? [];
    return this.contexts;
  }
}
