/** DuckDB with DECIMAL columns in memory, one query for the whole answer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, loadPeer } from './engine.ts';
import { type Answer, type Citizens, MULTIPLIERS, OUTCOMES, REGIONS, VERSIONS } from './task.ts';

type Connection = {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>;
};
type DuckDb = { DuckDBInstance: { create(path: string, options: Record<string, string>): Promise<{ connect(): Promise<Connection> }> } };

const decimal = (hundredths: number): string => `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;

const csvOf = ({ rows, income, size, region }: Citizens): string => {
  const lines: string[] = ['income,size,region'];
  for (let row = 0; row < rows; row++) lines.push(`${decimal(income[row] as number)},${size[row]},${REGIONS[region[row] as number]}`);
  return lines.join('\n');
};

const limitSql = (limits: readonly number[]): string =>
  `CASE size ${limits.map((limit, index) => `WHEN ${index + 1} THEN ${decimal(limit)}::DECIMAL(9,2)`).join(' ')} END`;

const multiplierSql = `CASE region ${MULTIPLIERS.map((multiplier, index) => `WHEN '${REGIONS[index]}' THEN ${decimal(multiplier)}::DECIMAL(3,2)`).join(' ')} END`;

const outcomeSql = (threshold: string): string =>
  `CASE WHEN abs(income - ${threshold}) * 10 <= ${threshold} THEN 2 WHEN income <= ${threshold} THEN 0 ELSE 1 END`;

const benefitSql = (version: 0 | 1): string =>
  `CASE WHEN o${version} = 0 THEN round(${decimal(VERSIONS[version].rate)}::DECIMAL(3,2) * (t${version} - income), 2) ELSE 0 END`;

const QUERY = `
  WITH thresholds AS (
    SELECT income, (${limitSql(VERSIONS[0].limits)} * ${multiplierSql})::DECIMAL(12,4) t0, (${limitSql(VERSIONS[1].limits)} * ${multiplierSql})::DECIMAL(12,4) t1 FROM citizens
  ), outcomes AS (SELECT income, t0, t1, ${outcomeSql('t0')} o0, ${outcomeSql('t1')} o1 FROM thresholds)
  SELECT o0, o1, count(*), sum(${benefitSql(0)}), sum(${benefitSql(1)}) FROM outcomes GROUP BY o0, o1`;

const cents = (value: unknown): number => Math.round(Number(String(value)) * 100);

const answerOf = (rows: readonly (readonly unknown[])[]): Answer => {
  const matrix = new Array<number>(OUTCOMES.length ** 2).fill(0);
  const paid: [number, number] = [0, 0];
  for (const [before, after, count, paidBefore, paidAfter] of rows) {
    matrix[Number(before) * OUTCOMES.length + Number(after)] = Number(count);
    paid[0] += cents(paidBefore);
    paid[1] += cents(paidAfter);
  }
  return { matrix, paid };
};

export const duckDb = (threads: number): Engine => ({
  rows: 1_000_000,
  runs: 9,
  prepare: async (citizens) => {
    const { DuckDBInstance } = loadPeer<DuckDb>('@duckdb/node-api');
    const connection = await (await DuckDBInstance.create(':memory:', { threads: String(threads) })).connect();
    const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
    try {
      const path = join(folder, 'citizens.csv');
      writeFileSync(path, csvOf(citizens));
      await connection.run(`CREATE TYPE region AS ENUM (${REGIONS.map((name) => `'${name}'`).join(', ')})`);
      const columns = `{'income': 'DECIMAL(9,2)', 'size': 'UTINYINT', 'region': 'region'}`;
      await connection.run(`CREATE TABLE citizens AS SELECT * FROM read_csv('${path}', header = true, columns = ${columns})`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return async () => answerOf((await connection.runAndReadAll(QUERY)).getRows());
  },
});
