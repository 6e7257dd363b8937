/** Gathers units with their members until a chunk is full, and encodes it. */
import { Exact } from '../model/exact.ts';
import { CHUNK_UNITS, type ColumnChunk } from '../model/population.ts';
import type { Value } from '../model/value.ts';
import type { ScalarInput } from '../model/value-type.ts';
import { encodeOffsets, encodeTexts, encodeVector } from './column-codec.ts';
import { ColumnVector, fixedDenominator } from './column-vector.ts';
import { admit, type DenominatorBudget, EMPTY_BUDGET } from './denominator-budget.ts';
import { ID_COLUMN, OFFSETS_COLUMN } from './population-part.ts';

export type NamedType = { readonly name: string; readonly type: ScalarInput };

/** The members' values wherever they are held; a unit names the rows that are its own. */
export type MemberColumns = {
  readonly list: string;
  readonly columns: readonly { readonly name: string; readonly vector: ColumnVector }[];
};

/** Why a unit cannot be stored, and in which column. */
export type StorageRefusal = { readonly column: string; readonly reason: string };

const TOO_FINE = 'with the other values of its chunk the exact fraction is too fine to be stored; round it in the mapping';

export class ChunkBuilder {
  private readonly columns: readonly { readonly name: string; readonly vector: ColumnVector }[];
  private readonly members: MemberColumns | undefined;
  private ids: string[] = [];
  private memberRows: number[] = [];
  private offsets: number[] = [0];
  /** Of columns without a declared scale, units' first; by qualified name. */
  private budgets = new Map<string, DenominatorBudget>();
  private index = 0;

  constructor(types: readonly NamedType[], members: MemberColumns | undefined) {
    this.columns = types.map(({ name, type }) => ({ name, vector: new ColumnVector(type) }));
    this.members = members;
  }

  get size(): number {
    return this.ids.length;
  }

  get isFull(): boolean {
    return this.ids.length === CHUNK_UNITS;
  }

  /** Adds a unit; `values` stand in the order of the types. Changes nothing where it gives a refusal. */
  add(id: string, values: readonly Value[], memberRows: readonly number[]): StorageRefusal | undefined {
    const budgets = new Map(this.budgets);
    const refusal = this.refusalOf(budgets, values, memberRows);
    if (refusal !== undefined) return refusal;
    this.budgets = budgets;
    this.ids.push(id);
    for (const [i, { vector }] of this.columns.entries()) vector.append(values[i] as Value);
    for (const row of memberRows) this.memberRows.push(row);
    this.offsets.push(this.memberRows.length);
    return undefined;
  }

  /** All columns of what was gathered; the builder begins the next chunk. */
  flush(): readonly ColumnChunk[] {
    const chunk = this.index++;
    const encoded: ColumnChunk[] = [encodeTexts({ list: '', column: ID_COLUMN, chunk }, this.ids)];
    for (const { name, vector } of this.columns) {
      encoded.push(encodeVector({ list: '', column: name, chunk }, vector));
      vector.clear();
    }
    if (this.members !== undefined) {
      const { list, columns } = this.members;
      const rows = Uint32Array.from(this.memberRows);
      encoded.push(encodeOffsets({ list, column: OFFSETS_COLUMN, chunk }, Uint32Array.from(this.offsets)));
      for (const { name, vector } of columns) encoded.push(encodeVector({ list, column: name, chunk }, vector, rows));
    }
    this.ids = [];
    this.memberRows = [];
    this.offsets = [0];
    this.budgets = new Map();
    return encoded;
  }

  private refusalOf(
    budgets: Map<string, DenominatorBudget>,
    values: readonly Value[],
    memberRows: readonly number[],
  ): StorageRefusal | undefined {
    for (const [i, { name, vector }] of this.columns.entries()) {
      const value = values[i] as Value;
      const reason = vector.refusal(value) ?? (isFree(vector) && value instanceof Exact ? charge(budgets, name, value) : undefined);
      if (reason !== undefined) return { column: name, reason };
    }
    for (const { name, vector } of this.members?.columns ?? []) {
      if (!isFree(vector)) continue;
      const qualified = `${this.members?.list}.${name}`;
      for (const row of memberRows) {
        if (vector.isNull(row)) continue;
        const reason = charge(budgets, qualified, Exact.of(vector.numerator(row), vector.denominator(row)));
        if (reason !== undefined) return { column: qualified, reason };
      }
    }
    return undefined;
  }
}

/** Whether each chunk finds a denominator of its own for the column. */
const isFree = ({ type }: ColumnVector): boolean => type.type === 'decimal' && fixedDenominator(type) === undefined;

const charge = (budgets: Map<string, DenominatorBudget>, column: string, value: Exact): string | undefined => {
  const budget = admit(budgets.get(column) ?? EMPTY_BUDGET, value.reduced());
  if (budget === undefined) return TOO_FINE;
  budgets.set(column, budget);
  return undefined;
};
