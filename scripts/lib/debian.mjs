/** Installs Debian packages where that is allowed, and names the exact command where it isn't. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { Fault } from './fault.mjs';
import { say } from './say.mjs';

const runs = (command, args, options = {}) =>
  spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    ...options,
  });

const hasApt = () => runs('apt-get', ['--version']).status === 0;

/** The packages among these that apt could install; the lists of a fresh container may be empty, then none. */
const knownToApt = (names) => {
  const { stdout = '' } = runs('apt-cache', ['policy', ...names]);
  const known = new Set();
  let name;
  for (const line of (stdout ?? '').split('\n')) {
    if (/^\S+:$/.test(line)) name = line.slice(0, -1);
    const candidate = /^ {2}Candidate: (.+)$/.exec(line)?.[1];
    if (candidate !== undefined && candidate !== '(none)') known.add(name);
  }
  return known;
};

/** Debian 13 and Ubuntu 24.04 renamed many libraries when they widened time_t; such a system has some of the new names installed. */
const hasNewNames = () => {
  try {
    return readdirSync('/var/lib/dpkg/info').some((name) => /t64[:.]/.test(name));
  } catch {
    return false;
  }
};

/**
 * Picks one name per package.
 * @param {readonly (readonly string[])[]} wanted the names a package has had, newest first
 * @param {{ known: ReadonlySet<string>, newNames: boolean }} system what apt knows; where it knows none of them, whether the system uses the new names
 */
export const pickPackages = (wanted, { known, newNames }) => {
  const picked = wanted.map((names) => names.find((name) => known.has(name)) ?? (newNames ? names[0] : names.at(-1)));
  return [...new Set(picked)].sort();
};

const pick = (wanted) => pickPackages(wanted, { known: knownToApt(wanted.flat()), newNames: hasNewNames() });

const install = (packages) => {
  const ended = runs('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
  if (ended.status === 0) return;
  throw new Fault(
    `apt-get install failed:\n${(ended.stderr || ended.error?.message || '').trim()}`,
    `see that this machine reaches its package archive, then run: apt-get update && apt-get install -y ${packages.join(' ')}`,
  );
};

/**
 * Makes sure that packages are there which were found missing.
 * @param {{ cause: string, wanted: readonly (readonly string[])[], otherwise: string }} missing what was found, as a sentence; the names that
 *   each package has had, newest first; what to do on a system without apt
 * @throws {Fault} if they can't be installed from here
 */
export const installDebianPackages = ({ cause, wanted, otherwise }) => {
  if (!hasApt()) throw new Fault(cause, otherwise);
  if (process.getuid?.() !== 0) {
    throw new Fault(
      cause,
      `run this, then the same command again:\n  sudo apt-get update && sudo apt-get install -y ${pick(wanted).join(' ')}`,
    );
  }
  // One archive of several that doesn't answer makes this fail; whether that matters shows in the installation.
  runs('apt-get', ['update']);
  const packages = pick(wanted);
  say(`${cause}. Installing with apt-get: ${packages.join(' ')} …`);
  install(packages);
};

/** An archive that does not answer is given up soon; one that is slow has some minutes. */
const patience = [
  '-o',
  'Acquire::Retries=0',
  '-o',
  'Acquire::http::Timeout=10',
  '-o',
  'Acquire::https::Timeout=10',
  '-o',
  'DPkg::Lock::Timeout=30',
];
const updateMsMax = 60_000;
const downloadMsMax = 300_000;

/**
 * Installs packages that would be good to have, as far as that goes. Neither an archive that does not answer nor a package that does not exist holds anything up.
 * @param {readonly string[]} names
 * @returns {string | undefined} why some could not be installed
 */
export const tryDebianPackages = (names) => {
  if (!hasApt()) return 'there is no apt-get here';
  if (process.getuid?.() !== 0) return `to install them: sudo apt-get install -y ${names.join(' ')}`;
  runs('apt-get', ['update', ...patience], { timeout: updateMsMax });
  const known = knownToApt(names);
  const packages = names.filter((name) => known.has(name));
  if (packages.length === 0) return 'no package archive that has them answers';
  say(`For the tests, installing with apt-get: ${packages.join(' ')} …`);
  const install = ['install', '-y', '--no-install-recommends', ...patience, ...packages];
  // What waits for others may be ended at any time; what changes the system may not.
  if (runs('apt-get', [...install, '--download-only'], { timeout: downloadMsMax }).status !== 0) return 'their download failed';
  const ended = runs('apt-get', [...install, '--no-download']);
  return ended.status === 0 ? undefined : `apt-get install failed: ${(ended.stderr ?? '').trim().split('\n').at(-1)}`;
};
