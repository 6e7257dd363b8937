/** Gets the official Electron release: by the `electron` package's own installer, or, where Node is too old for that, the same archive. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { cachedRuntimeFolder, runtimeNoteName } from './electron-runtime.mjs';
import { Fault } from './fault.mjs';
import { newFolder } from './new-folder.mjs';
import { inProject } from './project.mjs';
import { say } from './say.mjs';

const releaseHost = 'https://github.com/electron/electron/releases/download/';
const answerMsMax = 15_000;
const silenceMsMax = 60_000;
const installerMsMax = 15 * 60_000;

/** The release host gave no archive: the one case in which something else may take its place. */
export class Unreachable extends Error {}

/** A setting of the package's downloader, under the names and in the order in which it reads them itself. */
const mirrorSetting = (name, env) =>
  [
    `npm_config_electron_${name}`,
    `NPM_CONFIG_ELECTRON_${name.toUpperCase()}`,
    `npm_package_config_electron_${name}`,
    `ELECTRON_${name.toUpperCase()}`,
  ]
    .map((key) => env[key])
    .find(Boolean);

/** Name and address of the archive for a platform; ELECTRON_MIRROR and its kin are honoured as by the package's own installer. */
export const archiveOf = ({ version, platform = process.platform, arch = process.arch, env = process.env }) => {
  const name = `electron-v${version}-${platform}-${arch}.zip`;
  const mirror = mirrorSetting('mirror', env) ?? releaseHost;
  const folder = (mirrorSetting('custom_dir', env) ?? `v${version}`).replace('{{ version }}', version);
  const file = mirrorSetting('custom_filename', env) ?? name;
  return { name, url: `${mirror}${folder}/${file}` };
};

const reasonOf = (error) => error.cause?.message ?? error.message;

/**
 * Asks for an address and gives the answer's body.
 * @throws {Unreachable} if there is no answer within 15 seconds, or one that isn't the archive
 */
const ask = async (url, { method, signal }) => {
  let answer;
  try {
    answer = await fetch(url, { method, signal });
  } catch (error) {
    throw new Unreachable(`${new URL(url).host} cannot be reached: ${reasonOf(error)}`);
  }
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Unreachable(`${new URL(url).host} answered ${answer.status} for ${url}`);
  }
  return answer;
};

/** Ends a download from which nothing has come for a minute, and an address that doesn't answer at all sooner. */
const watchSilence = () => {
  const controller = new AbortController();
  let timer;
  const heard = (ms = silenceMsMax) => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(new Error(`nothing came for ${ms / 1000} seconds`)), ms);
  };
  heard(answerMsMax);
  return { signal: controller.signal, heard, stop: () => clearTimeout(timer) };
};

/**
 * Writes what an address gives into a file.
 * @returns {Promise<string>} its SHA-256, hexadecimal
 */
const download = async (url, path) => {
  const silence = watchSilence();
  const sha256 = createHash('sha256');
  try {
    const { body } = await ask(url, { method: 'GET', signal: silence.signal });
    const watched = async function* (chunks) {
      for await (const chunk of chunks) {
        silence.heard();
        sha256.update(chunk);
        yield chunk;
      }
    };
    await pipeline(Readable.fromWeb(body), watched, createWriteStream(path));
    return sha256.digest('hex');
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    throw new Fault(`the download of ${url} broke off: ${reasonOf(error)}`, 'run the same command again');
  } finally {
    silence.stop();
  }
};

/**
 * Refuses an archive that isn't the one whose checksum came with the `electron` package.
 * @throws {Fault}
 */
export const refuseOtherArchive = ({ name, url, sha256, checksums }) => {
  const expected = checksums[name];
  if (expected === undefined) {
    throw new Fault(
      `there is no Electron for this platform: the package's checksums know no ${name}`,
      'use a platform that Electron supports',
    );
  }
  if (sha256 !== expected) {
    throw new Fault(
      `${url} is not the official archive: its SHA-256 is ${sha256}, expected is ${expected}`,
      'find out who changed it; if ELECTRON_MIRROR is set, correct or unset it; then run the same command again',
    );
  }
};

/** Unpacks with the extractor on which the `electron` package itself depends. */
const unzip = async (archive, folder) => {
  const require = createRequire(inProject('node_modules', 'electron', 'install.js'));
  const { extract } = await import(pathToFileURL(require.resolve('@electron-internal/extract-zip')).href);
  await extract(archive, { dir: folder });
};

const downloadArchive = async (version) => {
  const { name, url } = archiveOf({ version });
  const checksums = JSON.parse(readFileSync(inProject('node_modules', 'electron', 'checksums.json'), 'utf8'));
  say(`Downloading Electron ${version} from ${url} …`);
  await newFolder(cachedRuntimeFolder, async (partial) => {
    const archive = join(partial, name);
    refuseOtherArchive({ name, url, sha256: await download(url, archive), checksums });
    await unzip(archive, partial);
    rmSync(archive);
    writeFileSync(join(partial, runtimeNoteName), JSON.stringify({ kind: 'official', version }));
  });
};

/** Whether the release host gives anything at all, asked only to find out why the installer failed. */
const refuseUnreachable = async (version) => {
  const silence = watchSilence();
  try {
    await ask(archiveOf({ version }).url, { method: 'HEAD', signal: silence.signal });
  } finally {
    silence.stop();
  }
};

const runInstaller = async (version) => {
  say(`Getting Electron ${version} by its own installer …`);
  const ended = spawnSync(process.execPath, [inProject('node_modules', 'electron', 'install.js')], {
    encoding: 'utf8',
    timeout: installerMsMax,
    // Where a proxy is set, Node's own fetch takes notice of it only on request.
    env: { ...process.env, NODE_USE_ENV_PROXY: '1' },
  });
  if (ended.status === 0) return;
  const told = `${ended.stderr ?? ''}${ended.error?.message ?? ''}`.trim().split('\n    at ')[0];
  if (!/checksum/i.test(told)) await refuseUnreachable(version);
  throw new Fault(
    `the installer of the electron package failed: ${told}`,
    'run the same command again; if that does not help and ELECTRON_MIRROR is set, correct or unset it',
  );
};

/** The package's own installer runs on Node 22.12 and newer. */
const canRunInstaller = (nodeVersion = process.versions.node) => {
  const [major, minor] = nodeVersion.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
};

/**
 * Gets the official release of a version.
 * @throws {Unreachable} if the release host gives nothing
 * @throws {Fault} if it gives something else, or half
 */
export const getOfficialElectron = (version) => (canRunInstaller() ? runInstaller(version) : downloadArchive(version));
