/**
 * `npm run bench -- runs [--json] [--steps 1000000]`: ten steps that do nothing, by our engine, by OpenWorkflow on SQLite and by bare commits, all of
 * them fully durable: one run after the other, many at once, from idle to the first step, and after kill -9 to the end. Each measurement has a process and
 * a file of its own. Calls of fsync are counted by strace where it is installed. Then a million steps in one workspace: whether rates and queries degrade.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Engine, STEPS } from './runs/engine.ts';
import { measureMillion } from './runs/million.ts';
import { openWorkflow } from './runs/open-workflow.ts';
import { probity, probityWithEffects } from './runs/probity.ts';
import { rawCommits } from './runs/raw-commits.ts';

const ENGINES: Readonly<Record<string, Engine>> = {
  probity,
  'probity, steps with effects': probityWithEffects,
  'OpenWorkflow, SQLite': openWorkflow,
  'bare commits': rawCommits,
};

const ROUNDS = 5;
const IDLE_STARTS = 51;
const IDLE_MS = 20;
/** The step at which a run stands when its process is killed. */
const HELD_STEP = 5;
const HELD_MS = 100;
const FSYNC_RUNS = 100;

type Figures = { readonly [name: string]: number };

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const rounded = (value: number): number => Number(value.toPrecision(4));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const stepsPerSecond = (runs: number, ms: number): number => rounded((runs * STEPS * 1000) / ms);

/** What a process of its own is asked for; each prints one line. */
const MEASUREMENTS: Readonly<Record<string, (engine: Engine, path: string) => Promise<Figures>>> = {
  one: async (engine, path) => {
    const open = await engine.open(path, { begun: () => undefined });
    await open.run();
    const startMs = performance.now();
    for (let run = 0; run < engine.runsOneByOne; run++) await open.run();
    const figures = { stepsPerSecond: stepsPerSecond(engine.runsOneByOne, performance.now() - startMs) };
    await open.close();
    return figures;
  },
  many: async (engine, path) => {
    const open = await engine.open(path, { begun: () => undefined });
    await open.run();
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    await Promise.all(Array.from({ length: engine.runsAtOnce }, () => open.run()));
    const ms = performance.now() - startMs;
    const { user, system } = process.cpuUsage(cpu);
    await open.close();
    return {
      stepsPerSecond: stepsPerSecond(engine.runsAtOnce, ms),
      cpuMicrosecondsPerStep: rounded((user + system) / (engine.runsAtOnce * STEPS)),
    };
  },
  idle: async (engine, path) => {
    let begun: (() => void) | undefined;
    const open = await engine.open(path, { begun: (step) => (step === 1 ? begun?.() : undefined) });
    const times: number[] = [];
    for (let start = 0; start < IDLE_STARTS; start++) {
      await pause(IDLE_MS);
      const startMs = performance.now();
      begun = () => times.push(performance.now() - startMs);
      await open.run();
    }
    await open.close();
    return { medianMs: rounded(median(times)), slowestMs: rounded(Math.max(...times)) };
  },
  /** For strace: nothing but the work. */
  fsync: async (engine, path) => {
    const open = await engine.open(path, { begun: () => undefined });
    for (let run = 0; run < FSYNC_RUNS; run++) await open.run();
    await open.close();
    return { steps: FSYNC_RUNS * STEPS };
  },
  /** Holds a run in its middle until it is killed. */
  held: async (engine, path) => {
    const { promise: forever } = Promise.withResolvers<void>();
    const open = await engine.open(path, {
      begun: (step) => {
        if (step !== HELD_STEP) return undefined;
        // What ran ahead of its commit is on disk by then.
        setTimeout(() => process.stdout.write('held\n'), HELD_MS);
        return forever;
      },
    });
    setInterval(() => undefined, 1_000_000);
    await open.run();
    throw new Error('the run was not held');
  },
  recover: async (engine, path) => {
    const { promise: recovered, resolve } = Promise.withResolvers<void>();
    const startMs = performance.now();
    const open = await engine.open(path, { begun: () => undefined }, resolve);
    await recovered;
    const ms = performance.now() - startMs;
    await open.close();
    return { ms: rounded(ms) };
  },
};

const inFolder = async <T>(work: (path: string) => Promise<T> | T): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  try {
    return await work(join(folder, 'bench.probity'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const argumentsOf = (engine: string, measurement: string, path: string): string[] => [
  import.meta.filename,
  '--engine',
  engine,
  '--measurement',
  measurement,
  '--path',
  path,
];

const figuresIn = (ended: { readonly status: number | null; readonly stdout: string; readonly stderr: string }, what: string): Figures => {
  if (ended.status !== 0) throw new Error(`${what} ended with ${ended.status}: ${ended.stderr}`);
  return JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as Figures;
};

const measureApart = (engine: string, measurement: string, path: string): Figures =>
  figuresIn(spawnSync(process.execPath, argumentsOf(engine, measurement, path), { encoding: 'utf8' }), `${engine}, ${measurement}`);

const measureApartOften = async (engine: string, measurement: string, rounds: number): Promise<readonly Figures[]> => {
  const found: Figures[] = [];
  for (let round = 0; round < rounds; round++) found.push(await inFolder((path) => measureApart(engine, measurement, path)));
  return found;
};

const untilHeld = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.stdout?.on('data', () => resolve());
    child.on('exit', (code, signal) => reject(new Error(`ended with ${code ?? signal} before it was held`)));
  });

const resumeAfterKill = (engine: string): Promise<number> =>
  inFolder(async (path) => {
    const child = spawn(process.execPath, argumentsOf(engine, 'held', path), { stdio: ['ignore', 'pipe', 'inherit'] });
    await untilHeld(child);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    return measureApart(engine, 'recover', path).ms as number;
  });

/** Calls of fsync and fdatasync for each step, or undefined where strace is not installed. */
const fsyncsPerStep = (engine: string): Promise<number | undefined> =>
  inFolder((path) => {
    const traced = spawnSync(
      'strace',
      ['-f', '-c', '-e', 'trace=fsync,fdatasync', process.execPath, ...argumentsOf(engine, 'fsync', path)],
      { encoding: 'utf8' },
    );
    if (traced.error !== undefined) return undefined;
    const { steps } = figuresIn(traced, `${engine} under strace`);
    const calls = [...traced.stderr.matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+).*\bf(?:data)?sync$/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
    return rounded(calls / (steps as number));
  });

const perSecond = ({ stepsPerSecond: rate }: Figures): number => rate as number;

const roundsOf = (name: string): number => (name === 'OpenWorkflow, SQLite' ? 1 : ROUNDS);

/** Steps per second in each round, one run after the other. The engines take turns, so that what else the machine does falls on all of them. */
const measureOneByOne = async (names: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> => {
  const rates = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, found] of rates) {
      if (round < roundsOf(name)) found.push(...(await measureApartOften(name, 'one', 1)).map(perSecond));
    }
  }
  return rates;
};

const compareEngine = async (name: string, oneByOne: readonly number[]) => {
  const rounds = roundsOf(name);
  const many = await measureApartOften(name, 'many', rounds);
  return {
    engine: name,
    oneByOne: median(oneByOne),
    atOnce: median(many.map(perSecond)),
    atOnceFastest: Math.max(...many.map(perSecond)),
    cpuMicrosecondsPerStep: median(many.map((figures) => figures.cpuMicrosecondsPerStep as number)),
    fsyncsPerStep: await fsyncsPerStep(name),
    ...(name !== 'bare commits' && {
      idleStartMs: (await measureApartOften(name, 'idle', 1))[0]?.medianMs,
      resumeMs: rounded(await resumeAfterKill(name)),
    }),
  };
};

const compareAll = async (steps: number) => {
  const engines: Awaited<ReturnType<typeof compareEngine>>[] = [];
  const oneByOne = await measureOneByOne(Object.keys(ENGINES));
  const ratesOf = (name: string): readonly number[] => oneByOne.get(name) ?? [];
  for (const name of Object.keys(ENGINES)) engines.push(await compareEngine(name, ratesOf(name)));
  const of = (name: string) => engines.find(({ engine }) => engine === name);
  /** Round by round. */
  const toBareCommits = (name: string): number =>
    rounded(median(ratesOf(name).map((rate, round) => rate / (ratesOf('bare commits')[round] as number))));
  return {
    steps: STEPS,
    engines,
    ratios: {
      oneByOneToBareCommits: toBareCommits('probity'),
      oneByOneWithEffectsToBareCommits: toBareCommits('probity, steps with effects'),
      atOnceToOpenWorkflow: rounded((of('probity')?.atOnce ?? 0) / (of('OpenWorkflow, SQLite')?.atOnce ?? 1)),
    },
    million: await inFolder((path) => measureMillion(path, steps)),
  };
};

const described = ({ engines, ratios, million }: Awaited<ReturnType<typeof compareAll>>): string =>
  [
    `ten steps that do nothing, synchronous=FULL; steps per second`,
    `${'engine'.padEnd(30)}${'one by one'.padStart(12)}${'at once'.padStart(12)}${'CPU us/step'.padStart(13)}${'fsync/step'.padStart(12)}${'idle start'.padStart(14)}${'after kill -9'.padStart(16)}`,
    ...engines.map(
      ({ engine, oneByOne, atOnce, cpuMicrosecondsPerStep, fsyncsPerStep: fsyncs, idleStartMs, resumeMs }) =>
        `${engine.padEnd(30)}${String(oneByOne).padStart(12)}${String(atOnce).padStart(12)}${String(cpuMicrosecondsPerStep).padStart(13)}${String(fsyncs ?? 'no strace').padStart(12)}${(idleStartMs === undefined ? '' : `${idleStartMs} ms`).padStart(14)}${(resumeMs === undefined ? '' : `${resumeMs} ms`).padStart(16)}`,
    ),
    `one by one ${ratios.oneByOneToBareCommits} x bare commits, with effects ${ratios.oneByOneWithEffectsToBareCommits} x; at once ${ratios.atOnceToOpenWorkflow} x OpenWorkflow`,
    `${million.steps} steps in one workspace, ${million.mebibytes} MiB: ${million.firstStepsPerSecond} steps/s at first, ${million.lastStepsPerSecond} at last`,
    ...million.queries.map(
      ({ query, earlyMs, fullMs }) => `  ${query.padEnd(30)} ${earlyMs} ms after a tenth of them, ${fullMs} ms after all`,
    ),
    `  opened in ${million.openMs} ms`,
  ].join('\n');

const { values } = parseArgs({
  options: {
    engine: { type: 'string' },
    measurement: { type: 'string' },
    path: { type: 'string' },
    steps: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
  },
});
if (values.engine === undefined) {
  const comparison = await compareAll(Number(values.steps));
  console.log(values.json ? JSON.stringify(comparison) : described(comparison));
} else {
  const engine = ENGINES[values.engine];
  const measurement = MEASUREMENTS[values.measurement ?? ''];
  if (engine === undefined || measurement === undefined || values.path === undefined) throw new Error('no such measurement');
  process.stdout.write(`${JSON.stringify(await measurement(engine, values.path))}\n`);
  process.exit(0);
}
