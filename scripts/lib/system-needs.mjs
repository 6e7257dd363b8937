/** What the system has to give: shared libraries for the Electron runtime, a font, and a display for the tests with windows. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages } from './debian.mjs';
import { canOpenDisplay } from './display.mjs';
import { Fault } from './fault.mjs';

/** Which Debian package brings a library, newest name first. Those not listed come along with these. */
const packagesByLibrary = {
  'libX11.so.6': ['libx11-6'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libgbm.so.1': ['libgbm1'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnspr4.so': ['libnspr4'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libsmime3.so': ['libnss3'],
  'libudev.so.1': ['libudev1'],
  'libxcb.so.1': ['libxcb1'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
};

/**
 * @param {string} told what ldd printed
 * @returns {string[]} the libraries that it did not find
 */
export const missingLibraries = (told) => [...new Set([...told.matchAll(/^\s*(\S+) => not found$/gm)].map(([, library]) => library))];

/**
 * @param {readonly string[]} libraries
 * @returns {(readonly string[])[]} the packages that bring them, each with the names it has had
 * @throws {Fault} if it isn't known what brings one
 */
export const packagesOf = (libraries) => {
  const unknown = libraries.filter((library) => packagesByLibrary[library] === undefined);
  if (unknown.length > 0 && unknown.length === libraries.length) {
    throw new Fault(
      `Electron needs shared libraries that this system lacks: ${unknown.join(', ')}`,
      'install the packages that bring them',
    );
  }
  return libraries.filter((library) => packagesByLibrary[library] !== undefined).map((library) => packagesByLibrary[library]);
};

const lookUp = (executable) => {
  const ended = spawnSync('ldd', [executable], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  if (ended.error || /not a dynamic executable|musl/.test(`${ended.stdout}${ended.stderr}`)) {
    throw new Fault(
      `${executable} cannot run on this system: ${ended.error?.message ?? (ended.stderr || ended.stdout).trim()}`,
      'delete the folder in which it lies (or correct ELECTRON_OVERRIDE_DIST_PATH if you set it), and run the same command again; ' +
        'it needs a Linux with glibc, such as Debian or Ubuntu',
    );
  }
  return missingLibraries(ended.stdout);
};

const holdsFont = (folder, depth = 4) => {
  let entries = [];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return false;
  }
  const isFont = (entry) => /\.(ttf|otf|ttc|pfb)$/i.test(entry.name);
  return entries.some((entry) => isFont(entry) || (depth > 0 && entry.isDirectory() && holdsFont(join(folder, entry.name), depth - 1)));
};

const hasFont = () =>
  ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.fonts'), join(homedir(), '.local/share/fonts')].some((folder) =>
    holdsFont(folder),
  );

/** @returns {{ lacking: string, packages: (readonly string[])[] }[]} what is missing, and what brings it */
const findMissing = (executable, display) => {
  const libraries = lookUp(executable);
  return [
    ...(libraries.length === 0 ? [] : [{ lacking: libraries.join(', '), packages: packagesOf(libraries) }]),
    ...(hasFont() ? [] : [{ lacking: 'a font', packages: [['fonts-dejavu-core']] }]),
    ...(!display || canOpenDisplay() ? [] : [{ lacking: 'a display, or Xvfb, which stands in for one', packages: [['xvfb']] }]),
  ];
};

/**
 * Makes sure that the system gives what is needed, on Linux; elsewhere it always does.
 * @param {{ executable: string }} runtime
 * @param {{ display: boolean }} options whether windows are going to be opened
 * @throws {Fault} if something is missing and can't be installed from here
 */
export const ensureSystemNeeds = ({ executable }, { display }) => {
  if (process.platform !== 'linux') return;
  const missing = findMissing(executable, display);
  if (missing.length === 0) return;
  installDebianPackages({
    cause: `of what is needed from the system, this is missing here: ${missing.map(({ lacking }) => lacking).join(', ')}`,
    wanted: missing.flatMap(({ packages }) => packages),
    otherwise: "install it with this system's package manager, and run the same command again",
  });
  const left = findMissing(executable, display);
  if (left.length > 0) {
    throw new Fault(
      `still missing: ${left.map(({ lacking }) => lacking).join(', ')}`,
      'install the packages that bring it, and run the same command again',
    );
  }
};
