/** Runs the built command line, to prepare what a test starts from and to look at what it leaves. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './launch-app.ts';

/** A machine of its own: nothing is written beside what this machine's user has. */
const machine = mkdtempSync(join(tmpdir(), 'probity-e2e-machine-'));
process.once('exit', () => rmSync(machine, { recursive: true, force: true }));

/** Standard output of a command that succeeds; the tests run under the runtime's own Node already. */
export const commandLine = (...words: readonly string[]): string => {
  const env = { ...process.env, PROBITY_DATA_DIR: machine };
  const ended = spawnSync(process.execPath, [join(projectRoot, 'out/main/cli.js'), ...words], { encoding: 'utf8', env });
  if (ended.status !== 0) throw new Error(`probity ${words.join(' ')} ended with ${ended.status}: ${ended.stdout}${ended.stderr}`);
  return ended.stdout;
};

/** A workspace with the shipped policy and reform of housing support, and a population of that many households. */
export const makeWorkspace = (path: string, options: { readonly name: string; readonly units: number }): string => {
  const template = (name: string): string => join(projectRoot, 'templates', name);
  commandLine('workspace', 'create', path, '--name', options.name);
  commandLine('policy', 'publish', path, template('policies/housing-support.json'));
  commandLine('policy', 'publish', path, template('reforms/housing-support-higher-limit.json'));
  if (options.units > 0) {
    const units = String(options.units);
    commandLine('population', 'generate', path, '--policy', 'housing-support', '--units', units, '--seed', '1', '--name', 'Households');
  }
  return path;
};
