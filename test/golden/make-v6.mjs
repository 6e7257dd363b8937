/**
 * Makes workspace-v6.probity with a build of the last program that wrote files of version 6: `make-v6.mjs <its electron> <its out/main/cli.js> <folder>`.
 * It is kept as it was made, so that what it shows is what that program left: this script says what is in it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const [electron, cli, target] = process.argv.slice(2);
const templates = resolve(dirname(cli), '../../templates');
const folder = mkdtempSync(join(tmpdir(), 'golden-'));
const workspace = join(folder, 'workspace-v6.probity');
const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };

const probity = (...words) => {
  const { status, stdout, stderr } = spawnSync(electron, [cli, ...words, '--json'], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}${stdout}`);
  return JSON.parse(stdout);
};

probity('workspace', 'create', workspace, '--name', 'Golden, version 6');
probity('policy', 'publish', workspace, join(templates, 'policies/housing-support.json'));
probity('policy', 'publish', workspace, join(templates, 'reforms/housing-support-higher-limit.json'));
for (const id of ['eligibility-check', 'impact-analysis', 'appeal-processing'])
  probity('template', 'publish', workspace, join(templates, `workflows/${id}.json`));
const population = ['--population', 'Twenty households'];
probity('population', 'generate', workspace, '--policy', 'housing-support', '--units', '20', '--seed', 'golden', '--name', population[1]);
const sides = ['--baseline', 'housing-support', '--reform', 'housing-support-higher-limit', '--date', '2025-07-01'];
const { run } = probity('impact', workspace, ...population, ...sides);
const facts = { income: '500.00', region: 'urban', disabled: false, members: [{ age: 40, earned: '0' }] };
const check = (unit) => [
  ...['run', 'start', workspace, 'eligibility-check', '--input', 'policy=housing-support', '--input', 'date=2025-03-01'],
  ...['--input', `unit=${unit}`, '--input', `case=${JSON.stringify(facts)}`],
];
probity(...check('case-1'), '--wait');
writeFileSync(join(folder, 'evidence.json'), JSON.stringify({ inputs: { income: '20000.00' }, note: 'A payslip was missing.' }));
probity('appeal', 'file', workspace, run, '00000002', '--evidence', join(folder, 'evidence.json'));

// One run is cut off in its middle: how soon it has to be depends on the machine.
for (let delayMs = 700; ; delayMs = delayMs > 200 ? delayMs - 10 : 700) {
  const copy = join(folder, 'copy.probity');
  copyFileSync(workspace, copy);
  const child = spawn(electron, [cli, ...check('case-2').map((word) => (word === workspace ? copy : word))], { env });
  const gone = new Promise((resolve) => child.once('close', resolve));
  await setTimeout(delayMs);
  child.kill('SIGKILL');
  await gone;
  const cut = probity('run', 'list', copy);
  if (JSON.stringify(cut).includes('"running"')) {
    copyFileSync(copy, join(target, 'workspace-v6.probity'));
    break;
  }
  for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(copy + suffix, { force: true });
}
rmSync(folder, { recursive: true });
