/**
 * `npm run bench -- main [--units 1000000] [--json]`: how long each operation of the engine holds the thread that asks for it, first and again, and
 * how long a turn of that thread's loop is while jobs run, over made-up households for K-TAP. None may take longer than 50 ms: the window waits for it.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AnswerOf, Engine, InputOf, OperationName, TaskEnd } from '../../src/engine/contract.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createChildRunner } from '../../src/engine/job/child-runner.ts';
import { createSystemPort } from '../../src/main/system-port.ts';
import { benchMachine } from './bench-machine.ts';
import { watchTurns } from './watch-turns.ts';
import { householdMapping, writeHouseholds } from './write-households.ts';

const UNITS_DEFAULT = 1_000_000;
/** The rule of main's thread: a call may hold it for so long. */
const HELD_MS_MAX = 50;

type Held = { readonly what: string; readonly cpuMs: number; readonly wallMs: number };

const open = (): Engine => {
  const jobs = createChildRunner(join(import.meta.dirname, 'jobs.js'));
  const printPdf = () => Promise.reject(new Error('a bench prints nothing'));
  return createEngine(createSystemPort({ jobs, printPdf, machineFolder: benchMachine() }), { actor: 'bench' });
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

const households = (units: number): { readonly unitsPath: string; readonly membersPath: string } => {
  const folder = join(tmpdir(), `probity-bench-import-1-households-${units}`);
  if (!existsSync(folder)) {
    const writing = `${folder}.${process.pid}`;
    mkdirSync(writing);
    writeHouseholds({ units: join(writing, 'units.csv'), members: join(writing, 'members.csv') }, units);
    renameSync(writing, folder);
  }
  return { unitsPath: join(folder, 'units.csv'), membersPath: join(folder, 'members.csv') };
};

const { values } = parseArgs({ options: { units: { type: 'string' }, json: { type: 'boolean' } } });
const units = Number(values.units ?? UNITS_DEFAULT);
const held: Held[] = [];
let engine = open();

const call = async <Name extends OperationName>(name: Name, input: InputOf<Name>, remark = ''): Promise<AnswerOf<Name>> => {
  await nextTurn();
  const turns = watchTurns();
  const result = await engine.call(name, input);
  await nextTurn();
  const { cpuMs, wallMs } = turns.stop();
  held.push({ what: `${name} ${remark}`.trim(), cpuMs, wallMs });
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure).slice(0, 500)}`);
  return result.value;
};

const through = async (what: string, task: string): Promise<TaskEnd> => {
  const turns = watchTurns();
  const end = await engine.ended(task);
  const { cpuMs, wallMs, allCpuMs } = turns.stop();
  held.push({ what: `while: ${what} (${Math.round(allCpuMs)} ms of CPU in all)`, cpuMs, wallMs });
  if (end.status !== 'completed') throw new Error(`${what}: ${JSON.stringify(end)}`);
  return end;
};

const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
const path = join(folder, 'bench.probity');
try {
  const files = households(units);
  const policies = readdirSync('templates/policies').sort().reverse();
  const bodyOf = (name: string): string => readFileSync(join('templates/policies', name), 'utf8');
  await call('workspace.create', { path, name: 'Bench' }, '(cold)');
  await call('document.shipped', {});
  for (const name of policies) await call('document.check', { body: bodyOf(name) }, `${name} (first)`);
  for (const name of policies) await call('document.check', { body: bodyOf(name) }, `${name} (again)`);
  for (const name of policies) await call('document.publish', { body: bodyOf(name) }, name);
  for (const name of readdirSync('templates/reforms')) {
    await call('document.publish', { body: readFileSync(join('templates/reforms', name), 'utf8') }, name);
  }
  for (const name of policies) await call('policy.test', { reference: name.replace('.json', '') }, name);
  const mapping = JSON.stringify(householdMapping);
  await call('source.preview', { path: files.unitsPath });
  await call('population.suggestMapping', { policy: 'ky-ktap', ...files });
  await call('mapping.check', { policy: 'ky-ktap', ...files, mapping });
  await through('import', (await call('population.import', { name: 'people', policy: 'ky-ktap', ...files, mapping })).task);
  await call('population.list', {});
  await call('population.profile', { population: 'people' });
  await call('population.quarantine', { population: 'people' });
  const impact = {
    population: 'people',
    baseline: 'ky-ktap',
    reforms: [{ reference: 'ky-ktap-keep-maxima' }],
    date: '2025-11-01',
    by: ['spm_unit_size'],
  };
  const { run } = await call('impact.start', impact, '(cold)');
  await through('impact', run);
  const again = await call('impact.start', { ...impact, by: ['spm_unit_size', 'spm_unit_size:quantiles=4'] }, '(again, with quantiles)');
  await through('impact again', again.run);
  const sweep = {
    population: 'people',
    policy: 'ky-ktap',
    date: '2025-11-01',
    vary: [{ parameter: 'payment_maximum', factor: true, values: { from: '0.9', to: '1.1', step: '0.1' } }],
  };
  const swept = await call('sweep.start', sweep);
  await through('sweep', swept.run);
  await call('sweep.result', { run: swept.run });
  await call('impact.result', { run });
  await call('case.list', { run }, '(first)');
  await call('case.list', { run, after: units - 200 }, '(last page)');
  const gains = await call('case.list', { run, change: 'gain' }, '(gains, first)');
  const losses = await call('case.list', { run, change: 'loss' }, '(losses)');
  await call('case.list', { run, change: 'gain', after: Math.max(0, gains.total - 50) }, '(gains, last page)');
  await call('case.list', { run, from: 'ELIGIBLE', to: 'NOT_ELIGIBLE' }, '(transition)');
  const unit = [...gains.cases, ...losses.cases][0]?.unit ?? '1';
  await call('case.explain', { run, unit }, '(first)');
  await call('case.explain', { run, unit }, '(again)');
  await call('appeal.file', { run, unit, evidence: { inputs: { spm_unit_cash_assets: '1.00' } } });
  await call('run.list', {});
  await call('run.show', { run });
  await call('audit.list', { after: 0, limit: 1000 });
  await through('verification', (await call('audit.verify', {})).task);
  await call('document.list', {});
  await call('workspace.info', {});
  await engine.close();
  engine = open();
  await call('workspace.open', { path }, '(large)');
  await call('case.list', { run, change: 'gain' }, '(gains, after opening)');
  await call('workspace.close', {});
} finally {
  if (values.json) console.log(JSON.stringify(held));
  else
    for (const { what, cpuMs, wallMs } of held)
      console.log(
        `${cpuMs > HELD_MS_MAX ? '!' : ' '} ${cpuMs.toFixed(1).padStart(8)} ms of CPU ${wallMs.toFixed(0).padStart(7)} ms  ${what}`,
      );
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
