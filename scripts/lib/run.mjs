/** Starts a program on this terminal, hands signals on to it, and gives its end back. */
import { spawn } from 'node:child_process';
import { Fault } from './fault.mjs';

const parentCheckMs = 500;

/**
 * Calls back when the shell in which npm runs its scripts has gone: npm ends that shell when it is told to end, and nobody else.
 * @returns {() => void} stops watching
 */
const watchParent = (onGone) => {
  const { ppid } = process;
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const timer = setInterval(() => process.ppid !== ppid && onGone(), parentCheckMs);
  return () => clearInterval(timer);
};

/**
 * Runs a program with its standard streams on ours.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; if a signal ended it, this process ends by the same signal
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    // A terminal sends Ctrl-C to both of us by itself; a second one could mean "at once" to the child.
    const signals = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const handOn = (signal) => child.kill(signal);
    const ignoreInterrupt = () => {};
    for (const signal of signals) process.on(signal, handOn);
    if (process.stdin.isTTY) process.on('SIGINT', ignoreInterrupt);
    const unwatchParent = watchParent(() => child.kill('SIGTERM'));
    const release = () => {
      unwatchParent();
      for (const signal of signals) process.off(signal, handOn);
      process.off('SIGINT', ignoreInterrupt);
    };
    child.once('error', (error) => {
      release();
      reject(new Fault(`${command} could not be started: ${error.message}`, 'run "npm run setup" and read what it says'));
    });
    child.once('close', (code, signal) => {
      release();
      if (signal === null) return resolve(code ?? 1);
      process.kill(process.pid, signal);
    });
  });
