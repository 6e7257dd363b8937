/** The npm packages of this checkout: whether node_modules is what package-lock.json says, and `npm ci` where it is not. */
import { existsSync, readFileSync } from 'node:fs';
import { Fault } from './fault.mjs';
import { npm } from './npm.mjs';
import { inProject } from './project.mjs';
import { say } from './say.mjs';

/** @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>} the locked packages by their folder */
const readLock = () => {
  const path = inProject('package-lock.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    throw new Fault(
      `package-lock.json cannot be read: ${error.message}`,
      'restore it with "git checkout package-lock.json", and run the same command again',
    );
  }
};

/** What npm notes about node_modules when it has finished; nothing while it has not. */
const readInstalled = () => {
  try {
    return JSON.parse(readFileSync(inProject('node_modules', '.package-lock.json'), 'utf8')).packages;
  } catch {
    return {};
  }
};

/** Optional packages are those of other platforms: npm leaves them out. */
const isInstalled = (folder, locked, installed) => {
  const found = installed[folder];
  if (found === undefined) return locked.optional === true;
  return found.version === locked.version && existsSync(inProject(folder, 'package.json'));
};

/**
 * Runs `npm ci` if node_modules is not what package-lock.json says. No install script of a dependency is run: none is needed.
 * @throws {Fault}
 */
export const installPackages = () => {
  const installed = readInstalled();
  const missing = Object.entries(readLock()).filter(([folder, locked]) => folder !== '' && !isInstalled(folder, locked, installed));
  if (missing.length === 0) return;
  say('Installing the npm packages (npm ci) …');
  // Some tools want a newer Node than the person's; they run under the runtime's own.
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--no-engine-strict']);
};

/**
 * Installs the engines that a bench measures beside ours, in their own folder: nobody else needs them. Their versions are pinned there; a lock
 * file is not kept, since some registries lack the packages of other platforms that it would name.
 * @param {{ executable: string }} runtime which they are to run in
 * @throws {Fault}
 */
export const installPeers = ({ executable }) => {
  const cwd = inProject('test', 'bench');
  const { dependencies } = JSON.parse(readFileSync(inProject('test', 'bench', 'package.json'), 'utf8'));
  const isThere = ([name, version]) => {
    const path = inProject('test', 'bench', 'node_modules', name, 'package.json');
    return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).version === version;
  };
  if (Object.entries(dependencies).every(isThere)) return;
  say('Installing the engines to compare with (npm install in test/bench) …');
  npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], { cwd, node: executable });
};
