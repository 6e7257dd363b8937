/** One chunk of units as policies see them: inputs by row, members in place. */
import { absent } from '../feel/index.ts';
import type { ColumnTable } from '../model/column.ts';
import type { Context, Null, Value } from '../model/value.ts';
import type { InputTypes } from '../model/value-type.ts';
import { chunkTable } from './chunk-table.ts';
import { qualifiedName } from './column-codec.ts';
import type { DecodedColumn } from './decoded-column.ts';
import { ID_COLUMN, OFFSETS_COLUMN } from './population-part.ts';

/** A column that is read when it is first asked for. */
type LazyColumn = () => DecodedColumn;

/** Fills one field of a context. `position` is the member's place in its unit, from 0. */
type FieldReader = { readonly name: string; readonly column: DecodedColumn; missing(position: number): Null };

type ListReader = { readonly name: string; readonly offsets: Uint32Array; readonly fields: readonly FieldReader[] };

export class UnitChunk {
  readonly index: number;
  readonly units: number;
  private readonly types: InputTypes;
  private readonly sources: ReadonlyMap<string, LazyColumn>;
  private readonly columns = new Map<string, DecodedColumn>();
  private readers: { readonly fields: readonly FieldReader[]; readonly lists: readonly ListReader[] } | undefined;

  private opened: ColumnTable | undefined;

  /** `sources` by qualified name ("income", "members.age"), with the columns of keys and offsets. */
  constructor(index: number, types: InputTypes, sources: ReadonlyMap<string, LazyColumn>) {
    this.index = index;
    this.types = types;
    this.sources = sources;
    this.units = this.column(ID_COLUMN).rows;
  }

  unitId(row: number): string {
    return this.column(ID_COLUMN).text(row) as string;
  }

  /** All inputs of a unit; lists are arrays of contexts. Contexts have no prototype: a name can only be an input. */
  inputs(row: number): Context {
    this.readers ??= this.openReaders();
    const inputs = contextOf(this.readers.fields, row, 0);
    for (const { name, offsets, fields } of this.readers.lists) {
      const first = offsets[row] as number;
      const count = (offsets[row + 1] as number) - first;
      const members = new Array<Context>(count);
      for (let i = 0; i < count; i++) members[i] = contextOf(fields, first + i, i);
      inputs[name] = members;
    }
    return inputs;
  }

  /** The canonical text of a unit's value, for grouping; undefined for a null. */
  text(column: string, row: number): string | undefined {
    return this.column(column).text(row);
  }

  /** A column by its qualified name ("income", "members.age"): typed cells for those that read by column. */
  column(name: string): DecodedColumn {
    const known = this.columns.get(name);
    if (known !== undefined) return known;
    const column = this.sources.get(name)?.();
    if (column === undefined) throw new RangeError(`chunk ${this.index} has no column ${name}`);
    this.columns.set(name, column);
    return column;
  }

  /** The same units as typed columns. */
  table(): ColumnTable {
    this.opened ??= chunkTable(this);
    return this.opened;
  }

  private openReaders(): { readonly fields: readonly FieldReader[]; readonly lists: readonly ListReader[] } {
    const fields: FieldReader[] = [];
    const lists: ListReader[] = [];
    for (const [name, type] of Object.entries(this.types)) {
      if (type.type !== 'list') {
        const missing = absent(name);
        fields.push({ name, column: this.column(name), missing: () => missing });
        continue;
      }
      const offsets = this.column(qualifiedName({ list: name, column: OFFSETS_COLUMN })).cells as Uint32Array;
      lists.push({ name, offsets, fields: Object.keys(type.of).map((field) => this.memberField(name, field)) });
    }
    return { fields, lists };
  }

  private memberField(list: string, field: string): FieldReader {
    const known: Null[] = [];
    const missing = (position: number): Null => {
      known[position] ??= absent(`${list}[${position + 1}].${field}`);
      return known[position];
    };
    return { name: field, column: this.column(qualifiedName({ list, column: field })), missing };
  }
}

const contextOf = (fields: readonly FieldReader[], row: number, position: number): Record<string, Value> => {
  const context: Record<string, Value> = Object.create(null);
  for (const { name, column, missing } of fields) context[name] = column.value(row, missing(position));
  return context;
};
