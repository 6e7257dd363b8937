/** Computes a sum of columns times constants for a whole batch, in integers that doubles hold exactly. */
import { Exact, gcd, lcm } from '../model/exact.ts';
import type { DecimalType, IntegerType, ScalarInput } from '../model/value-type.ts';
import type { BatchColumn, ColumnReader } from './batch-column.ts';
import { boundsOf, FAST, GENERAL } from './field-bounds.ts';
import type { LinearForm } from './linear-form.ts';
import type { NullTexts } from './null-texts.ts';
import type { NumberRun } from './number-cells.ts';
import { fixedDenominator } from './number-limits.ts';
import type { PlainCells } from './plain-cells.ts';
import { numberReader } from './read-number-cells.ts';
import type { RowBatch } from './row-batch.ts';

/** A larger denominator is left to the general way. */
const DENOMINATOR_MAX = 1_000_000_000n;
const SAFE = 2 ** 53;

type Term = { readonly column: number; readonly factor: Exact; readonly reader: ColumnReader };

export class LinearReader {
  private readonly type: ScalarInput & (DecimalType | IntegerType);
  private readonly terms: readonly Term[];
  private readonly constant: Exact;
  private cells = new Float64Array(0);

  constructor(type: ScalarInput & (DecimalType | IntegerType), { terms, constant }: LinearForm, nulls: NullTexts) {
    this.type = type;
    // A row that lacks one of the values is evaluated by itself, for the null's cause.
    this.terms = terms.map((term) => ({ ...term, reader: numberReader({ ...term.type, nullable: false }, nulls) }));
    this.constant = constant.reduced();
  }

  read(batch: RowBatch, ways: Uint8Array, plain: PlainCells): BatchColumn {
    const runs = this.terms.map(({ column, reader }) => reader.read(boundsOf(batch, column, ways), ways, plain));
    const largest = this.compute(
      runs.flatMap((run) => (run.kind === 'number' ? [run.run] : [])),
      batch.rows,
      ways,
    );
    if (largest !== undefined) return { kind: 'number', run: largest, nulls: undefined };
    for (let row = 0; row < batch.rows; row++) if (ways[row] === FAST) ways[row] = GENERAL;
    return { kind: 'values', values: [], nulls: undefined };
  }

  /** Undefined where doubles do not hold what is computed. */
  private compute(runs: readonly NumberRun[], rows: number, ways: Uint8Array): NumberRun | undefined {
    if (runs.length < this.terms.length) return undefined;
    const denominators = this.terms.map(({ factor }, i) => factor.d * BigInt((runs[i] as NumberRun).denominator));
    const common = denominators.reduce(lcm, this.constant.d);
    const factors = this.terms.map(({ factor }, i) => Number(factor.n * (common / (denominators[i] as bigint))));
    const constant = Number(this.constant.n * (common / this.constant.d));
    const most = factors.reduce((sum, factor, i) => sum + Math.abs(factor) * (runs[i] as NumberRun).largest, Math.abs(constant));
    if (common > DENOMINATOR_MAX || most >= SAFE) return undefined;

    if (this.cells.length < rows) this.cells = new Float64Array(rows * 2);
    const { cells } = this;
    cells.fill(constant, 0, rows);
    for (const [i, { cells: own }] of runs.entries()) {
      const factor = factors[i] as number;
      for (let row = 0; row < rows; row++) if (ways[row] === FAST) cells[row] = (cells[row] as number) + (own[row] as number) * factor;
    }
    return this.fitted({ cells, denominator: Number(common), largest: most }, rows, ways);
  }

  /** Brings the cells to the scale of the type; rows that do not fit it are evaluated by themselves, for their refusal. */
  private fitted({ cells, denominator, largest }: NumberRun, rows: number, ways: Uint8Array): NumberRun {
    const fixed = fixedDenominator(this.type);
    const unit = fixed === undefined ? denominator : Number(gcd(BigInt(denominator), fixed));
    const step = denominator / unit;
    const low = bound(this.type.min, unit, 'ceiling') ?? -SAFE;
    const high = bound(this.type.max, unit, 'floor') ?? SAFE;
    for (let row = 0; row < rows; row++) {
      if (ways[row] !== FAST) continue;
      const cell = (cells[row] as number) / step;
      if (!Number.isInteger(cell) || cell < low || cell > high) ways[row] = GENERAL;
      cells[row] = cell;
    }
    return { cells, denominator: unit, largest: largest / step };
  }
}

const bound = (text: string | number | undefined, unit: number, round: 'ceiling' | 'floor'): number | undefined => {
  const exact = text === undefined ? undefined : Exact.parse(String(text));
  return exact === undefined ? undefined : Number(exact.multiply(Exact.integer(unit))[round]().toBigInt());
};
