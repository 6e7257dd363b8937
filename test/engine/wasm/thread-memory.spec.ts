/** Generated code of many policies works in one memory, in turn, and none of it finds what another left there. */
import { expect, test } from 'vitest';
import { CaseLeaves } from '../../../src/engine/impact/case-leaves.ts';
import type { CaseRows } from '../../../src/engine/impact/case-row.ts';
import type { ColumnTable, NumberColumn } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { compileColumns } from '../../../src/engine/policy/column-program.ts';
import { reserveThreadMemory } from '../../../src/engine/wasm/thread-memory.ts';
import { textCells } from '../../support/text-cells.ts';

/** V8 gives a process fewer memories than this. */
const MANY = 300;
const UNITS = 50;

const policy = (limit: number): PolicyDocument => ({
  kind: 'policy',
  id: 'limit',
  version: '1.0.0',
  title: 'Limit',
  unit: 'person',
  period: 'month',
  inputs: { income: { type: 'integer', min: 0, max: 100_000 } },
  parameters: { limit: { type: 'integer', values: { '2024-01-01': limit } } },
  decisions: {
    paid: { type: 'integer', feel: 'max(0, limit - income)' },
    outcome: { type: 'enum', values: ['YES', 'NO'], feel: 'if paid > 0 then "YES" else "NO"' },
  },
  outcome: 'outcome',
  amounts: ['paid'],
  tests: [],
});

const income: NumberColumn = {
  kind: 'number',
  unit: Exact.ONE,
  cells: Int32Array.from({ length: UNITS }, (_, row) => row * 10),
  low: 0n,
  high: 100_000n,
};

const table: ColumnTable = {
  units: UNITS,
  column: () => income,
  list: () => {
    throw new RangeError('no lists');
  },
};

const rows: CaseRows = {
  bytesMax: () => 1,
  write: (bytes, at) => {
    bytes[at] = 65;
    return at + 1;
  },
};

test('many policies and many secrets at once', () => {
  const programs = Array.from({ length: MANY }, (_, i) => compileColumns(policy(i), '2024-01-01', { decisions: ['paid'] }));
  const leaves = Array.from({ length: MANY }, () => new CaseLeaves(new Uint8Array(32)));
  const root = leaves[0]?.chunkRoot(1, textCells(['a']), rows);
  for (const [limit, program] of programs.entries()) {
    const paid = program.evaluate(table).get('paid') as NumberColumn;
    const amounts = Array.from(paid.cells as Iterable<number | bigint>, (cell) => paid.unit.multiply(Exact.of(BigInt(cell))).toText());
    expect(amounts).toEqual(Array.from({ length: UNITS }, (_, row) => String(Math.max(0, limit - row * 10))));
    expect(leaves[limit]?.chunkRoot(1, textCells(['a']), rows)).toEqual(root);
    reserveThreadMemory(0).fill(0xff);
  }
});
