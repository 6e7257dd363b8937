/** Gives a distribution without Electron's default app the small launcher that starts the app named on the command line. */
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { inProject } from './project.mjs';
import { readIfThere } from './read-if-there.mjs';

const launcherFolder = inProject('scripts', 'lib', 'launcher');

/** Whether what lies there is the launcher as it is now. */
const isLauncher = (folder) =>
  readdirSync(launcherFolder).every((name) => readIfThere(join(folder, name)) === readIfThere(join(launcherFolder, name)));

/** Whether it is another app than an earlier launcher. */
const isOther = (folder) => existsSync(folder) && !readIfThere(join(folder, 'package.json'))?.includes('"name": "probity-launcher"');

/**
 * @param {string} folder an Electron distribution
 * @throws {Fault} if it needs the launcher and cannot be written
 */
export const ensureLauncher = (folder) => {
  const resources = process.platform === 'darwin' ? join(folder, 'Electron.app/Contents/Resources') : join(folder, 'resources');
  const app = join(resources, 'app');
  if (['default_app.asar', 'app.asar'].some((name) => existsSync(join(resources, name))) || isOther(app) || isLauncher(app)) return;
  try {
    rmSync(app, { recursive: true, force: true });
    cpSync(launcherFolder, app, { recursive: true });
  } catch (error) {
    throw new Fault(
      `the Electron distribution ${folder} starts no app: it has neither default_app.asar nor resources/app, and cannot be written (${error.message})`,
      'copy it to a folder that you may write, and set ELECTRON_OVERRIDE_DIST_PATH to that',
    );
  }
};
