/** Programs of others that tests hold ours against. Where one cannot be had, its tests say so and are passed over: nothing fails for want of it. */
import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryDebianPackages } from './debian.mjs';
import { inProject } from './project.mjs';
import { readIfThere } from './read-if-there.mjs';
import { say } from './say.mjs';

/** By command: the Debian package that brings it. */
const packageByCommand = {
  certutil: 'libnss3-tools',
  chromium: 'chromium',
  openssl: 'openssl',
  pdfsig: 'poppler-utils',
  'pkcs11-tool': 'opensc',
  qpdf: 'qpdf',
  'softhsm2-util': 'softhsm2',
  unzip: 'unzip',
  xxd: 'xxd',
};

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * @param {string} path the folders to look in, as the environment variable of that name has them
 * @returns {string[]} the packages of the commands that are not there
 */
export const missingTools = (path) => {
  const folders = path.split(':').filter((folder) => folder !== '');
  const isThere = (command) => folders.some((folder) => isExecutable(join(folder, command)));
  return [...new Set(Object.entries(packageByCommand).flatMap(([command, name]) => (isThere(command) ? [] : [name])))].sort();
};

/** For so long it is not tried again to install what could not be installed. */
const triedMs = 24 * 60 * 60 * 1000;

const wasTried = (missing, triedPath) => {
  const age = Date.now() - (statSync(triedPath, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return age < triedMs && readIfThere(triedPath) === missing.join('\n');
};

const rememberTrial = (missing, triedPath) => {
  try {
    writeFileSync(triedPath, missing.join('\n'));
  } catch {
    // Then it is tried again the next time.
  }
};

/**
 * Installs what is missing where that is allowed and quickly done, and says what the tests will go without. Never fails.
 * @param {{ missing?: () => readonly string[], install?: (names: readonly string[]) => string | undefined, triedPath?: string }} [world] `triedPath`: where it is kept
 *   what could not be installed
 */
export const ensureTestTools = ({
  missing = () => missingTools(process.env.PATH ?? ''),
  install = tryDebianPackages,
  triedPath = inProject('.cache', 'test-tools-tried'),
} = {}) => {
  if (process.platform !== 'linux') return;
  const wanted = missing();
  if (wanted.length === 0) return;
  const tried = wasTried(wanted, triedPath);
  const hindrance = tried ? 'that was tried within the last day' : install(wanted);
  const left = missing();
  if (left.length === 0) return;
  if (!tried) rememberTrial(left, triedPath);
  say(`Tests that need ${left.join(', ')} are skipped: ${hindrance ?? 'the packages are there, the commands are not'}.`);
};
