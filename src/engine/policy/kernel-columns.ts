/** The arrays that a kernel reads, by their place in its code, and the values that stand for them. */
import {
  type ChunkTexts,
  CODE_BOUNDS,
  type Dictionary,
  type KernelBench,
  type KernelValue,
  knownDictionary,
  type Node,
} from '../feel/kernel/index.ts';
import type { Column, ColumnTable } from '../model/column.ts';
import type { ColumnShape } from './column-signature.ts';

/** Where a column is: an input or a field, or a decision that was made row by row. */
export type ColumnSource = { readonly list?: string; readonly name: string; readonly isDecided: boolean };

/** The columns of one chunk. */
export type ChunkColumns = { readonly table: ColumnTable; readonly decided: ReadonlyMap<string, Column> };

const columnAt = ({ table, decided }: ChunkColumns, { list, name, isDecided }: ColumnSource): Column => {
  if (!isDecided) return list === undefined ? table.column(name) : table.list(list).column(name);
  const column = decided.get(name);
  if (column === undefined) throw new RangeError(`no column of the decision ${name}`);
  return column;
};

type Cells = Column['cells'];

/** The days of the years 1 to 9999. */
const DAY_BOUNDS = { low: -719_162n, high: 2_932_896n, isBig: false } as const;

export class KernelColumns {
  readonly #arrays: { readonly source: ColumnSource; readonly isNulls: boolean }[] = [];
  readonly #places = new Map<string, number>();
  readonly #lists: string[] = [];

  get count(): number {
    return this.#arrays.length;
  }

  get listCount(): number {
    return this.#lists.length;
  }

  #place(source: ColumnSource, isNulls: boolean): number {
    const key = JSON.stringify([source.list ?? null, source.name, source.isDecided, isNulls]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#arrays.push({ source, isNulls }) - 1;
    this.#places.set(key, place);
    return place;
  }

  listPlace(list: string): number {
    const known = this.#lists.indexOf(list);
    return known >= 0 ? known : this.#lists.push(list) - 1;
  }

  /** The value of a column at a row. */
  read({ graph }: KernelBench, source: ColumnSource, shape: ColumnShape, index: Node): KernelValue {
    const missing = shape.nullable ? graph.flag(this.#place(source, true), index) : graph.falsehood;
    const place = this.#place(source, false);
    switch (shape.kind) {
      case 'number': {
        if (shape.number === undefined) throw new TypeError('a column of numbers has no unit');
        return { kind: 'number', unit: shape.number.unit, top: graph.asNumber(graph.cell(place, index, shape.number)), missing };
      }
      case 'boolean':
        return { kind: 'boolean', yes: graph.flag(place, index), missing };
      case 'code': {
        const { texts } = shape;
        const bounds = texts === undefined ? CODE_BOUNDS : { low: 0n, high: BigInt(Math.max(0, texts.length - 1)), isBig: false };
        const dictionary: Dictionary =
          texts === undefined ? { key: `column ${place}`, read: (read) => read(place) } : knownDictionary(texts);
        return { kind: 'text', code: graph.cell(place, index, bounds), dictionary, missing };
      }
      case 'date':
        return { kind: 'date', day: graph.cell(place, index, DAY_BOUNDS), missing };
    }
  }

  arrays(chunk: ChunkColumns): (Cells | undefined)[] {
    return this.#arrays.map(({ source, isNulls }) => {
      const column = columnAt(chunk, source);
      return isNulls ? column.nulls : column.cells;
    });
  }

  offsets({ table }: ChunkColumns): Uint32Array[] {
    return this.#lists.map((list) => table.list(list).offsets);
  }

  texts(chunk: ChunkColumns): ChunkTexts {
    return (place) => {
      const array = this.#arrays[place];
      const column = array === undefined ? undefined : columnAt(chunk, array.source);
      if (column?.kind !== 'code') throw new TypeError(`column ${place} has no texts`);
      return column.texts;
    };
  }
}
