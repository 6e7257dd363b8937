/** Cases as typed columns, the way a chunk of a population gives them. */
import type { Column, ColumnTable } from '../../src/engine/model/column.ts';
import { type Context, isList, type Value } from '../../src/engine/model/value.ts';
import type { InputTypes, ScalarType } from '../../src/engine/model/value-type.ts';
import { columnOfValues } from '../../src/engine/policy/column-of-values.ts';

const lazily = <T>(make: (name: string) => T): ((name: string) => T) => {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? make(name);
    known.set(name, found);
    return found;
  };
};

/** Numbers in the arrays that chunks are stored in: 32 bits wide where all fit, else 64. */
const asStored = (column: Column): Column => {
  if (column.kind !== 'number') return column;
  const { low, high, cells } = column;
  const fits = (bits: bigint): boolean => low >= -(1n << (bits - 1n)) && high < 1n << (bits - 1n);
  if (fits(32n)) return { ...column, cells: Int32Array.from(cells as ArrayLike<number>, Number) };
  return fits(64n) ? { ...column, cells: BigInt64Array.from(Array.from(cells as ArrayLike<number | bigint>, BigInt)) } : column;
};

/** Every case has a value for every input; its lists are there. `isStored`: as a population keeps its columns. */
export const columnTable = (inputs: InputTypes, cases: readonly Context[], { isStored = false } = {}): ColumnTable => {
  const made = isStored ? asStored : (column: Column): Column => column;
  const typeOf = (name: string): InputTypes[string] => {
    const type = inputs[name];
    if (type === undefined) throw new RangeError(`no input ${name}`);
    return type;
  };
  const column = (name: string): Column =>
    made(
      columnOfValues(
        typeOf(name) as ScalarType,
        cases.map((facts) => facts[name] as Value),
      ),
    );
  const list = (name: string) => {
    const type = typeOf(name);
    if (type.type !== 'list') throw new RangeError(`${name} is no list`);
    const rows = cases.map((facts) => (isList(facts[name] as Value) ? (facts[name] as readonly Context[]) : []));
    const offsets = new Uint32Array(cases.length + 1);
    for (const [unit, members] of rows.entries()) offsets[unit + 1] = (offsets[unit] as number) + members.length;
    const members = rows.flat();
    const field = (fieldName: string): Column =>
      made(
        columnOfValues(
          type.of[fieldName] as ScalarType,
          members.map((member) => member[fieldName] as Value),
        ),
      );
    return { offsets, rows: members.length, column: lazily(field) };
  };
  return { units: cases.length, column: lazily(column), list: lazily(list) };
};
