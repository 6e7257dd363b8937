/** How the built app is opened: command, arguments and environment. */
import { appSwitches, asApp } from './electron-runtime.mjs';
import { projectRoot } from './project.mjs';

/**
 * @param {{ executable: string }} runtime
 * @param {readonly string[]} args for the app itself, such as the path of a workspace
 */
export const openingOf = ({ executable }, args) => ({
  command: executable,
  // Chromium takes its switches from anywhere on the line; the app's folder is the first argument that is none.
  args: [...appSwitches(), projectRoot, ...args],
  env: asApp(),
});
