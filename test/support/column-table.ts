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

/** Every case has a value for every input; its lists are there. */
export const columnTable = (inputs: InputTypes, cases: readonly Context[]): ColumnTable => {
  const typeOf = (name: string): InputTypes[string] => {
    const type = inputs[name];
    if (type === undefined) throw new RangeError(`no input ${name}`);
    return type;
  };
  const column = (name: string): Column =>
    columnOfValues(
      typeOf(name) as ScalarType,
      cases.map((facts) => facts[name] as Value),
    );
  const list = (name: string) => {
    const type = typeOf(name);
    if (type.type !== 'list') throw new RangeError(`${name} is no list`);
    const rows = cases.map((facts) => (isList(facts[name] as Value) ? (facts[name] as readonly Context[]) : []));
    const offsets = new Uint32Array(cases.length + 1);
    for (const [unit, members] of rows.entries()) offsets[unit + 1] = (offsets[unit] as number) + members.length;
    const members = rows.flat();
    const field = (fieldName: string): Column =>
      columnOfValues(
        type.of[fieldName] as ScalarType,
        members.map((member) => member[fieldName] as Value),
      );
    return { offsets, rows: members.length, column: lazily(field) };
  };
  return { units: cases.length, column: lazily(column), list: lazily(list) };
};
