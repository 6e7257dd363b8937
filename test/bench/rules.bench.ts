/**
 * `npm run bench -- rules [--json] [--engine <name>]`: one million citizens under two policies, by our column code and by peers (see
 * rules/task.ts). The same citizens, the same answer, checked against plain integers. Each engine has a process of its own; the order is
 * drawn through `rounds` times so that a busy moment of the machine meets all alike, and the median of all its runs counts. Engines that would take minutes
 * are asked about the first thousands of citizens, and their time is scaled up.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { duckDb } from './rules/duckdb.ts';
import type { Engine } from './rules/engine.ts';
import { feelin } from './rules/feelin.ts';
import { jsonLogic } from './rules/json-logic.ts';
import { jsonRules } from './rules/json-rules.ts';
import { polars } from './rules/polars.ts';
import { probity, probityFused, probityRowByRow, probityWorkers, serveWorker } from './rules/probity.ts';
import { type Answer, firstRows, makeCitizens, referenceAnswer } from './rules/task.ts';
import { zen } from './rules/zen.ts';

const CITIZENS = 1_000_000;
const ROUNDS = 3;

const ENGINES: Readonly<Record<string, Engine>> = {
  probity: probityFused,
  'probity, as columns': probity('columns'),
  'probity, every decision kept': probity('kept'),
  'probity, BigInt': probity('bigint'),
  'probity, 1 worker': probityWorkers(1),
  'probity, 2 workers': probityWorkers(2),
  'probity, row by row': probityRowByRow,
  'DuckDB, 2 threads': duckDb(2),
  'DuckDB, 1 thread': duckDb(1),
  'polars, 1 thread': polars,
  'json-logic-engine': jsonLogic,
  'ZEN engine': zen,
  'json-rules-engine': jsonRules,
  feelin,
};

/** Times of single runs, and the CPU time of all threads in each, which a busy machine changes less. */
type Timed = { readonly ms: readonly number[]; readonly cpuMs: readonly number[]; readonly rows: number };

const same = (left: Answer, right: Answer): boolean => JSON.stringify(left) === JSON.stringify(right);

/** In a process of its own: prints its times. */
const timeEngine = async (name: string): Promise<void> => {
  const engine = ENGINES[name];
  if (engine === undefined) throw new Error(`no engine ${name}; there are: ${Object.keys(ENGINES).join(', ')}`);
  const citizens = firstRows(makeCitizens(Math.max(CITIZENS, engine.rows)), engine.rows);
  const wanted = referenceAnswer(citizens);
  const run = await engine.prepare(citizens);
  const ms: number[] = [];
  const cpuMs: number[] = [];
  for (let index = 0; index <= engine.runs; index++) {
    const cpuBefore = process.cpuUsage();
    const startMs = performance.now();
    const answer = await run();
    const tookMs = performance.now() - startMs;
    const cpu = process.cpuUsage(cpuBefore);
    if (!same(answer, wanted)) throw new Error(`${name} answers ${JSON.stringify(answer)} instead of ${JSON.stringify(wanted)}`);
    if (index === 0) continue;
    ms.push(tookMs);
    cpuMs.push((cpu.user + cpu.system) / 1000);
  }
  process.stdout.write(`${JSON.stringify({ ms, cpuMs, rows: engine.rows } satisfies Timed)}\n`);
  process.exit(0);
};

const timeApart = (name: string): Timed => {
  const env = { ...process.env, ...ENGINES[name]?.env };
  const ended = spawnSync(process.execPath, [import.meta.filename, '--engine', name], { encoding: 'utf8', env });
  if (ended.status !== 0) throw new Error(`${name} ended with ${ended.status ?? ended.signal}: ${ended.stderr}`);
  return JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as Timed;
};

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] as number;

const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

const compareAll = () => {
  const times = new Map<string, Timed>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, { rows }] of Object.entries(ENGINES)) {
      const known = times.get(name);
      // The slow ones are far from any figure that matters here.
      if (known !== undefined && rows < CITIZENS) continue;
      const timed = timeApart(name);
      times.set(name, { rows: timed.rows, ms: [...(known?.ms ?? []), ...timed.ms], cpuMs: [...(known?.cpuMs ?? []), ...timed.cpuMs] });
    }
  }
  const perMillion = (name: string): number => {
    const { ms, rows } = times.get(name) as Timed;
    return (median(ms) * CITIZENS) / rows;
  };
  const duckMs = perMillion('DuckDB, 2 threads');
  return {
    citizens: CITIZENS,
    cores: availableParallelism(),
    engines: [...times].map(([engine, { ms, cpuMs, rows }]) => ({
      engine,
      rows,
      runs: ms.length,
      msPerMillion: rounded(perMillion(engine), 3),
      cpuMsPerMillion: rounded((median(cpuMs) * CITIZENS) / rows, 3),
      fastestMsPerMillion: rounded((Math.min(...ms) * CITIZENS) / rows, 3),
      timesDuckDb: rounded(duckMs / perMillion(engine), 3),
    })),
    ratios: {
      fusedToDuckDb2Threads: rounded(duckMs / perMillion('probity'), 3),
      keptToDuckDb2Threads: rounded(duckMs / perMillion('probity, every decision kept'), 3),
      twoWorkersToOne: rounded(perMillion('probity, 1 worker') / perMillion('probity, 2 workers'), 3),
    },
  };
};

const describe = ({ citizens, cores, engines, ratios }: ReturnType<typeof compareAll>): string =>
  [
    `${citizens} citizens, two policies, ${cores} cores; every answer is the same as in plain integers`,
    `${'engine'.padEnd(30)}${'ms per million'.padStart(16)}${'fastest'.padStart(12)}${'CPU'.padStart(12)}${'x DuckDB'.padStart(10)}   measured on`,
    ...engines.map(
      ({ engine, rows, runs, msPerMillion, fastestMsPerMillion, cpuMsPerMillion, timesDuckDb }) =>
        `${engine.padEnd(30)}${String(msPerMillion).padStart(16)}${String(fastestMsPerMillion).padStart(12)}${String(cpuMsPerMillion).padStart(12)}${String(timesDuckDb).padStart(10)}   ${rows} citizens, ${runs} runs`,
    ),
    `against DuckDB on two threads: fused ${ratios.fusedToDuckDb2Threads} x, every decision kept ${ratios.keptToDuckDb2Threads} x; two workers ${ratios.twoWorkersToOne} x one`,
  ].join('\n');

if (isMainThread) {
  const { values } = parseArgs({ options: { engine: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (values.engine !== undefined) await timeEngine(values.engine);
  else {
    const comparison = compareAll();
    console.log(values.json ? JSON.stringify(comparison) : describe(comparison));
  }
} else {
  serveWorker();
}
