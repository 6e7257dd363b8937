/** Bundles the app into out/, and leaves it when nothing that goes into it has changed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Fault } from './fault.mjs';
import { withLock } from './lock.mjs';
import { newFolder } from './new-folder.mjs';
import { inProject, projectRoot } from './project.mjs';
import { asNode } from './start-runtime.mjs';

const sources = [
  'src',
  'templates',
  'resources',
  'electron.vite.config.ts',
  'scripts/lib/schema-validators.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

const stampName = '.built-from';

function* filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) for (const name of readdirSync(path)) yield* filesUnder(join(path, name));
  else if (found) yield `${path} ${found.size} ${found.mtimeMs}`;
}

/** Changes with every file that goes into the bundles. */
const fingerprint = (further) => {
  const files = [...sources, ...further].flatMap((path) => [...filesUnder(inProject(path))]).sort();
  return createHash('sha256').update(files.join('\n')).digest('hex');
};

const isBuilt = (folder, further) => {
  const path = join(folder, stampName);
  return existsSync(path) && readFileSync(path, 'utf8') === fingerprint(further);
};

/** Makes the next build do its work, because something else is about to write into out/. */
export const forgetBuild = () => rmSync(inProject('out', stampName), { force: true });

/** What the bundler told, without colours and without its own stack, which tells nothing about the sources. */
const withoutStack = (told) =>
  stripVTControlCharacters(told)
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .trim();

const bundle = (executable, folder, env) => {
  const bundler = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  // An absolute folder: a relative one is taken from the renderer's root for the renderer.
  const args = [bundler, 'build', '--outDir', folder, '--logLevel', 'warn'];
  const ended = spawnSync(executable, args, { cwd: projectRoot, encoding: 'utf8', env: asNode({ ...process.env, ...env }) });
  if (ended.status === 0) return;
  throw new Fault(
    `the build failed:\n${withoutStack(`${ended.stdout}${ended.stderr}`)}`,
    'correct what it names, and run the same command again',
  );
};

/**
 * Bundles the app unless that was done already.
 * @param {{ executable: string }} runtime
 * @param {{ folder?: string, env?: Record<string, string>, further?: readonly string[] }} [options] where to, inside the project; further
 *   environment for the bundler's configuration; further sources
 * @returns {Promise<string>} the folder
 * @throws {Fault} if the sources can't be bundled; what was built before then stays
 */
export const build = async ({ executable }, { folder = inProject('out'), env = {}, further = [] } = {}) => {
  if (isBuilt(folder, further)) return folder;
  await withLock('build', async () => {
    if (isBuilt(folder, further)) return;
    await newFolder(folder, async (partial) => {
      const builtFrom = fingerprint(further);
      bundle(executable, partial, env);
      writeFileSync(join(partial, stampName), builtFrom);
    });
  });
  return folder;
};
