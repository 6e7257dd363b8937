/** How the Electron runtime is started: as a plain Node, or as an app with windows. */
import { statfsSync } from 'node:fs';
import { Fault } from './fault.mjs';
import { projectRoot } from './project.mjs';

/** The environment in which the runtime is a plain Node. */
export const asNode = (env = process.env) => ({ ...env, ELECTRON_RUN_AS_NODE: '1' });

/** The environment in which the runtime is an app with windows, also when we ourselves run inside it as Node. */
export const asApp = (env = process.env) => {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
  return rest;
};

/** Whether a window can be shown. */
export const hasDisplay = (env = process.env) => process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/**
 * Chromium crashes over the frame of a window that it has nowhere to draw.
 * @throws {Fault} where no window can be shown
 */
export const refuseWithoutDisplay = () => {
  if (hasDisplay()) return;
  throw new Fault(
    'there is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set',
    'run it where there is one; all but the windows works without, by "npm run probity -- <command>"',
  );
};

const isRoot = () => process.getuid?.() === 0;

/** Containers give /dev/shm 64 MB unless told otherwise; Chromium's renderers die when it is full. */
const sharedMemoryIsSmall = () => {
  const bytesMin = 256 * 1024 * 1024;
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks < bytesMin;
  } catch {
    return true;
  }
};

/** The Chromium switches that this machine needs to open the app. As root Chromium's own sandbox cannot start. */
export const appSwitches = () =>
  process.platform === 'linux'
    ? [...(isRoot() ? ['--no-sandbox'] : []), ...(sharedMemoryIsSmall() ? ['--disable-dev-shm-usage'] : [])]
    : [];

/**
 * Command, arguments and environment that open the built app.
 * @param {{ executable: string }} runtime
 * @param {readonly string[]} args for the app itself, such as the path of a workspace
 */
export const openingOf = ({ executable }, args) => ({
  command: executable,
  // Chromium takes its switches from anywhere on the line; the app's folder is the first argument that is none.
  args: [...appSwitches(), projectRoot, ...args],
  env: asApp(),
});
