/** Runs vector code over a chunk: its arrays are laid out in the thread's memory, and what it wrote is copied out. */
import { reserveThreadMemory, threadMemory } from '../../../wasm/thread-memory.ts';
import type { TableData } from '../tables.ts';
import { BYTES_OF, type CellWidth } from './lanes.ts';
import type { VectorCode } from './vector-code.ts';
import type { SumWidth, VectorPlan } from './vector-plan.ts';

export type CellArray = Int32ArrayConstructor | Uint32ArrayConstructor | Uint8ArrayConstructor | Float64ArrayConstructor;
export type Cells = InstanceType<CellArray>;

const WIDTHS: ReadonlyMap<unknown, CellWidth> = new Map<unknown, CellWidth>([
  [Uint8Array, 'u8'],
  [Int32Array, 'i32'],
  [Uint32Array, 'i32'],
  [Float64Array, 'f64'],
]);

/** What an array of this kind holds; undefined where vectors cannot hold it. */
export const widthOf = (array: unknown): CellWidth | undefined => WIDTHS.get(array);

/** What a chunk comes to: an array for each store, and the tally. */
export type VectorResult = { readonly outputs: readonly Cells[]; readonly counts: Float64Array; readonly sums: readonly bigint[] };

const ALIGN_BYTES = 16;
const MASK_AT = 0;
const TALLY_AT = 16;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN_BYTES) * ALIGN_BYTES;

type Run = (...parameters: number[]) => void;

export class VectorRun {
  readonly #code: VectorCode;
  readonly #plan: VectorPlan;
  readonly #outputs: readonly CellArray[];
  readonly #memory = threadMemory();
  readonly #run: Run;

  /** `outputs`: what each store is written into. */
  constructor(code: VectorCode, plan: VectorPlan, outputs: readonly CellArray[]) {
    this.#code = code;
    this.#plan = plan;
    this.#outputs = outputs;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(code.module), { env: { memory: this.#memory } });
    this.#run = instance.exports.run as Run;
  }

  #view(width: CellWidth, at: number, count: number): Int32Array | Uint8Array | Float64Array {
    const { buffer } = this.#memory;
    if (width === 'u8') return new Uint8Array(buffer, at, count);
    return width === 'i32' ? new Int32Array(buffer, at, count) : new Float64Array(buffer, at, count);
  }

  /** Units past the last one, up to a whole step, are copies of it: whatever is looked up by them is there. */
  #copyIn(cells: Cells, width: CellWidth, at: number, units: number, padded: number): void {
    const view = this.#view(width, at, padded);
    view.set(cells.length > units ? cells.subarray(0, units) : cells);
    view.fill(cells[units - 1] as number, units);
  }

  #sums(at: number): bigint[] {
    const { sums } = this.#code;
    return sums.map((width, index) => {
      const from = at + index * ALIGN_BYTES;
      return [...this.#lanes(width, from)].reduce<bigint>((sum, lane) => sum + BigInt(lane), 0n);
    });
  }

  #lanes(width: SumWidth, at: number): Int32Array | BigInt64Array | Float64Array {
    const { buffer } = this.#memory;
    if (width === 'i32') return new Int32Array(buffer, at, 4);
    return width === 'i64' ? new BigInt64Array(buffer, at, 2) : new Float64Array(buffer, at, 2);
  }

  #mask(lanes: number): void {
    const bytes = (lanes * ALIGN_BYTES) / this.#code.step;
    new Uint8Array(this.#memory.buffer, MASK_AT, ALIGN_BYTES).fill(0xff, 0, bytes).fill(0, bytes);
  }

  /** `columns` by place, each with a cell per unit. `into` are arrays to write into where they fit: fresh memory costs more than the code. */
  run(units: number, columns: readonly Cells[], tables: readonly TableData[], into: readonly unknown[] = []): VectorResult {
    const { step, tableBytes, looked } = this.#code;
    const { tally } = this.#plan;
    const padded = Math.ceil(units / step) * step;
    const counts = (tally?.counts ?? 0) * step;
    const sumsAt = TALLY_AT + counts * 4;
    let end = aligned(sumsAt + this.#code.sums.length * ALIGN_BYTES);
    const take = (bytes: number): number => {
      const at = end;
      end = aligned(end + bytes);
      return at;
    };
    // Nulls have code 0 also where a chunk has no text at all: an empty table has an entry for them, which is zero.
    const tablesAt = tables.map(({ length }, place) => (looked.has(place) ? take(Math.max(1, length) * tableBytes) : 0));
    const columnsAt = this.#plan.columns.map((width) => take(padded * BYTES_OF[width]));
    const outputsAt = this.#plan.outputs.map((width) => take(padded * BYTES_OF[width]));
    reserveThreadMemory(end);

    const sums = this.#code.sums.map(() => 0n);
    const { buffer } = this.#memory;
    const counted = new Int32Array(buffer, TALLY_AT, counts).fill(0);
    if (units > 0) {
      for (const place of looked) {
        const table = tables[place] as Exclude<TableData, readonly bigint[]>;
        const view = this.#view(this.#code.lanes, tablesAt[place] as number, Math.max(1, table.length));
        if (table.length === 0) view.fill(0);
        else view.set(table);
      }
      columns.forEach((cells, place) => {
        this.#copyIn(cells, this.#plan.columns[place] as CellWidth, columnsAt[place] as number, units, padded);
      });
      const addresses = [MASK_AT, TALLY_AT, ...columnsAt, ...tablesAt, ...outputsAt];
      const whole = units - (units % step);
      const go = (from: number, to: number, lanes: number): void => {
        this.#mask(lanes);
        this.#run(from, to, ...addresses);
        this.#sums(sumsAt).forEach((sum, index) => {
          sums[index] = (sums[index] as bigint) + sum;
        });
      };
      if (whole > 0) go(0, whole, step);
      if (whole < units) go(whole, padded, units - whole);
    }
    const perIndex = tally?.counts ?? 0;
    const total = new Float64Array(perIndex);
    counted.forEach((count, at) => {
      total[at % perIndex] = (total[at % perIndex] as number) + count;
    });
    const outputs = this.#outputs.map((CellArray, place) => {
      const at = outputsAt[place] as number;
      const cells = into[place] as Cells | undefined;
      if (cells?.constructor !== CellArray || cells.length !== units)
        return new CellArray(buffer.slice(at, at + units * CellArray.BYTES_PER_ELEMENT));
      cells.set(new CellArray(buffer, at, units));
      return cells;
    });
    return { outputs, counts: total, sums };
  }
}
