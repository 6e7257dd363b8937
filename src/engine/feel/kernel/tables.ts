/** The tables that column code looks things up in: known when it is made, or made for each chunk from the texts of its columns. */

/** The texts that the codes of a chunk's columns mean, by the place of the column. */
export type ChunkTexts = (column: number) => readonly string[];

export type TableData = Float64Array | Int32Array | Uint8Array | readonly bigint[];

type Entry = { readonly read: (texts: ChunkTexts) => TableData };

export class Tables {
  readonly #entries: Entry[] = [];
  readonly #known = new Map<string, number>();

  readonly #keys = new Map<object, string>();

  /** A name for something of its own, for the keys of tables. */
  keyOf(object: object): string {
    const key = this.#keys.get(object) ?? `object ${this.#keys.size}`;
    this.#keys.set(object, key);
    return key;
  }

  get count(): number {
    return this.#entries.length;
  }

  #add(key: string, read: Entry['read']): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const place = this.#entries.push({ read }) - 1;
    this.#known.set(key, place);
    return place;
  }

  numbers(values: readonly bigint[], isBig: boolean): number {
    const isNarrow = values.every((value) => BigInt.asIntN(32, value) === value);
    const data = isBig ? values : isNarrow ? Int32Array.from(values, Number) : Float64Array.from(values, Number);
    return this.#add(`${isBig ? 'bigints' : 'doubles'} ${values.join()}`, () => data);
  }

  flags(values: readonly boolean[]): number {
    const data = Uint8Array.from(values, Number);
    return this.#add(`flags ${data.join()}`, () => data);
  }

  /** A table that depends on a chunk's texts; `key` tells what it holds. */
  ofChunk(key: string, read: (texts: ChunkTexts) => TableData): number {
    return this.#add(`of chunk ${key}`, read);
  }

  bind(texts: ChunkTexts): TableData[] {
    return this.#entries.map(({ read }) => read(texts));
  }
}
