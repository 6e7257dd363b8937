/** Displays for windows where there is none: Xvfb, a screen in memory. */
import { spawn, spawnSync } from 'node:child_process';
import { Fault } from './fault.mjs';
import { hasDisplay } from './start-runtime.mjs';

const startMsMax = 15_000;

const hasXvfb = () => spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;

/** A display of one's own is better than a person's: the tests then neither disturb anybody nor are disturbed. Root may not use that of others. */
const usesOwn = () => process.platform === 'linux' && (hasXvfb() || process.getuid() === 0);

/** Whether `withDisplays` is going to find what it needs. */
export const canOpenDisplay = () => (usesOwn() ? hasXvfb() : hasDisplay());

/** Xvfb picks a free display by itself and tells its number once it takes clients. */
const startXvfb = () =>
  new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let told = '';
    const refuse = (reason) => {
      clearTimeout(timer);
      child.kill();
      reject(new Fault(`Xvfb did not start: ${reason}\n${told.trim()}`, 'run "xvfb-run true" to see why, or set DISPLAY to a display'));
    };
    const timer = setTimeout(() => refuse('it said nothing for 15 seconds'), startMsMax);
    child.stderr.on('data', (data) => {
      told += data;
    });
    child.once('error', (error) => refuse(error.message));
    child.once('exit', (code) => refuse(`exit code ${code}`));
    child.stdio[3].once('data', (data) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      child.unref();
      const env = { DISPLAY: `:${String(data).trim()}`, WAYLAND_DISPLAY: undefined, XAUTHORITY: undefined };
      resolve({ env, stop: () => child.kill() });
    });
  });

/** @typedef {{ env: Record<string, string | undefined>, stop(): void }} Display what to add to the environment; how to end it */

/**
 * Gives displays to open windows on, as many as are wanted where they are made for that, else the one that is there.
 * @param {number} wanted
 * @returns {Promise<readonly Display[]>}
 * @throws {Fault}
 */
const openDisplays = async (wanted) => {
  if (!usesOwn()) return [{ env: {}, stop: () => {} }];
  const displays = [];
  try {
    // One after the other: each takes the first number that is free.
    while (displays.length < wanted) displays.push(await startXvfb());
    return displays;
  } catch (error) {
    for (const { stop } of displays) stop();
    throw error;
  }
};

/**
 * Does work that opens windows.
 * @template T
 * @param {number} wanted how many displays would be of use
 * @param {(displays: readonly Display[]) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Fault}
 */
export const withDisplays = async (wanted, work) => {
  const displays = await openDisplays(wanted);
  try {
    return await work(displays);
  } finally {
    for (const { stop } of displays) stop();
  }
};
