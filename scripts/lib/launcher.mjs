/** Gives a distribution without Electron's default app the small launcher that starts the app named on the command line. */
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { inProject } from './project.mjs';

/**
 * @param {string} folder an Electron distribution
 * @throws {Fault} if it needs the launcher and cannot be written
 */
export const ensureLauncher = (folder) => {
  const resources = process.platform === 'darwin' ? join(folder, 'Electron.app/Contents/Resources') : join(folder, 'resources');
  if (['default_app.asar', 'app.asar', 'app'].some((name) => existsSync(join(resources, name)))) return;
  try {
    cpSync(inProject('scripts', 'lib', 'launcher'), join(resources, 'app'), { recursive: true });
  } catch (error) {
    throw new Fault(
      `the Electron distribution ${folder} starts no app: it has neither default_app.asar nor resources/app, and cannot be written (${error.message})`,
      'copy it to a folder that you may write, and set ELECTRON_OVERRIDE_DIST_PATH to that',
    );
  }
};
