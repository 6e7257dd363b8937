/** Decides the rows of a chunk one after another by the interpreter, for decisions that have no column code. */
import { absent } from '../feel/index.ts';
import type { Column, ColumnTable } from '../model/column.ts';
import { Exact } from '../model/exact.ts';
import type { Decision, PolicyDocument } from '../model/policy-document.ts';
import { CalendarDate, type Context, type Null, type Value } from '../model/value.ts';
import { CaseEvaluation } from './case-evaluation.ts';
import type { Program } from './case-program.ts';
import { columnOfValues } from './column-of-values.ts';
import { neededColumns } from './needed-columns.ts';

type CellReader = (row: number) => Value;

const cellReader = (column: Column, missing: Null): CellReader => {
  const { nulls } = column;
  const read = plainReader(column);
  return nulls === undefined ? read : (row) => (nulls[row] === 1 ? missing : read(row));
};

const plainReader = (column: Column): CellReader => {
  switch (column.kind) {
    case 'number': {
      const { cells, unit } = column;
      return (row) => Exact.of(BigInt(cells[row] as number | bigint) * unit.n, unit.d);
    }
    case 'boolean':
      return (row) => column.cells[row] === 1;
    case 'code':
      return (row) => column.texts[column.cells[row] as number] as string;
    case 'date':
      return (row) => new CalendarDate(column.cells[row] as number);
  }
};

type Fields = readonly (readonly [string, CellReader])[];

const contextAt = (fields: Fields, row: number): Context => {
  const context: Record<string, Value> = Object.create(null);
  for (const [name, read] of fields) context[name] = read(row);
  return context;
};

/** Gives the facts of a row, as far as the decisions read them. */
const factsReader = (program: Program, table: ColumnTable, decisions: readonly string[]): ((row: number) => Context) => {
  const needed = neededColumns(program, decisions);
  const scalars: Fields = needed.unit.map((name) => [name, cellReader(table.column(name), absent(name))]);
  const lists = [...needed.lists].map(([name, read]) => {
    const list = table.list(name);
    const fields: Fields = read.map((field) => [field, cellReader(list.column(field), absent(`${name}.${field}`))]);
    return { name, offsets: list.offsets, fields };
  });
  return (row) => {
    const facts = contextAt(scalars, row) as Record<string, Value>;
    for (const { name, offsets, fields } of lists) {
      const [from, to] = [offsets[row] as number, offsets[row + 1] as number];
      facts[name] = Array.from({ length: to - from }, (_, position) => contextAt(fields, from + position));
    }
    return facts;
  };
};

const typeOf = (policy: PolicyDocument, decision: string): Decision => {
  const type = policy.decisions[decision];
  if (type === undefined) throw new RangeError(`no decision ${decision}`);
  return type;
};

/** The decisions of every unit, or of every member for a decision of members. */
export const decideRows = (program: Program, table: ColumnTable, decisions: readonly string[]): Map<string, Column> => {
  const facts = factsReader(program, table, decisions);
  const values = decisions.map((): Value[] => []);
  for (let row = 0; row < table.units; row++) {
    const evaluation = new CaseEvaluation(program, facts(row), undefined, false);
    for (const [index, name] of decisions.entries()) {
      const value = evaluation.value(name);
      if (program.nodes.get(name)?.list === undefined) values[index]?.push(value);
      else values[index]?.push(...(value as readonly Value[]));
    }
  }
  return new Map(decisions.map((name, index) => [name, columnOfValues(typeOf(program.policy, name), values[index] ?? [])]));
};
