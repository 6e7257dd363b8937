/** A display for windows where there is none: Xvfb, a screen in memory. */
import { spawn, spawnSync } from 'node:child_process';
import { Fault } from './fault.mjs';
import { hasDisplay } from './start-runtime.mjs';

const startMsMax = 15_000;

const hasXvfb = () => spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;

/** A display of one's own is better than a person's: the tests then neither disturb anybody nor are disturbed. Root may not use that of others. */
const usesOwn = () => process.platform === 'linux' && (hasXvfb() || process.getuid() === 0);

/** Whether `openDisplay` is going to find what it needs. */
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

/**
 * Gives a display to open windows on.
 * @returns {Promise<{ env: Record<string, string | undefined>, stop(): void }>} what to add to the environment; how to end it
 * @throws {Fault}
 */
export const openDisplay = async () => (usesOwn() ? startXvfb() : { env: {}, stop: () => {} });
