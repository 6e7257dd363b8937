/**
 * `npm run bench -- report [--cases 220] [--units 20000] [--json]`: the report of an impact on made-up households with so many cases told with their
 * reasons, from the click to the file: the bundle, gathering, composing, printing, attaching and signing apart; and how long it holds the thread that asks.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Engine, InputOf } from '../../src/engine/contract.ts';
import { createChildPdfPrinter } from '../../src/main/command-line/child-pdf-printer.ts';
import { ask, completed, impactOfHouseholds, openEngine } from './bench-engine.ts';
import { watchTurns } from './watch-turns.ts';

const CASES_DEFAULT = 220;
const UNITS_DEFAULT = 20_000;
const PASSPHRASE = 'a passphrase for a bench alone';
const PAGE_SIZE = 200;

type Phase = { readonly phase: string; readonly ms: number };

/** What is printed is this build; the printer starts it as an application, which is a folder with a package.json. */
const application = (folder: string): string => {
  const path = join(folder, 'application');
  mkdirSync(path);
  const main = relative(path, join(import.meta.dirname, 'main.js'));
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'probity', version: '0.0.0', type: 'module', main }));
  return path;
};

const chosenCases = async (engine: Engine, run: string, count: number): Promise<readonly string[]> => {
  const chosen: string[] = [];
  while (chosen.length < count) {
    const limit = Math.min(PAGE_SIZE, count - chosen.length);
    const { cases } = await ask(engine, 'case.list', { run, change: 'gain', after: chosen.length, limit });
    if (cases.length === 0) throw new Error(`only ${chosen.length} cases gain`);
    chosen.push(...cases.map(({ unit }) => unit));
  }
  return chosen;
};

const signer = async (engine: Engine): Promise<{ readonly id: string; readonly secret: string }> => {
  const algorithm = 'ecdsa-p256';
  const office = await ask(engine, 'signer.createOffice', { name: 'Bench office', algorithm, passphrase: PASSPHRASE });
  const own = { name: 'Ada', office: office.id, officePassphrase: PASSPHRASE, algorithm, passphrase: PASSPHRASE } as const;
  return { id: (await ask(engine, 'signer.create', own)).id, secret: PASSPHRASE };
};

/** Phases as they are told while the report is made; each lasts until the next begins. */
const exportTimed = async (engine: Engine, input: InputOf<'report.export'>) => {
  const begun: { readonly phase: string; readonly atMs: number }[] = [];
  const stop = engine.subscribe((event) => {
    if (event.type === 'task.progress' && begun.at(-1)?.phase !== event.phase) begun.push({ phase: event.phase, atMs: performance.now() });
  });
  const turns = watchTurns();
  const startMs = performance.now();
  const { task } = await ask(engine, 'report.export', input);
  const { answer } = await completed(engine, task);
  const endMs = performance.now();
  stop();
  const phases = begun.map(({ phase, atMs }, index): Phase => ({ phase, ms: Math.round((begun[index + 1]?.atMs ?? endMs) - atMs) }));
  return { answer, phases, ms: Math.round(endMs - startMs), held: turns.stop() };
};

/** A page is an object of its own in the printed file. */
const pagesOf = (path: string): number => [...readFileSync(path, 'latin1').matchAll(/\/Type \/Page\b(?!s)/g)].length;

const { values } = parseArgs({ options: { cases: { type: 'string' }, units: { type: 'string' }, json: { type: 'boolean' } } });
const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
const engine = openEngine(folder, createChildPdfPrinter(application(folder)));
try {
  await ask(engine, 'workspace.create', { path: join(folder, 'bench.probity'), name: 'Bench' });
  const run = await impactOfHouseholds(engine, Number(values.units ?? UNITS_DEFAULT));
  const cases = await chosenCases(engine, run, Number(values.cases ?? CASES_DEFAULT));
  const outPath = join(folder, 'report.pdf');
  const { phases, ms, held } = await exportTimed(engine, { run, outPath, request: { cases: [...cases] }, signer: await signer(engine) });
  const figures = { cases: cases.length, pages: pagesOf(outPath), bytes: statSync(outPath).size, ms, heldCpuMs: held.cpuMs, phases };
  if (values.json) console.log(JSON.stringify(figures));
  else {
    console.log(
      `${figures.cases} cases, ${figures.pages} pages, ${figures.bytes} bytes: ${ms} ms, no turn longer than ${held.cpuMs.toFixed(1)} ms of CPU`,
    );
    for (const { phase, ms: phaseMs } of phases) console.log(`  ${String(phaseMs).padStart(7)} ms  ${phase}`);
  }
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
