/** Starts a program on this terminal, hands signals on to it, and gives its end back. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Ended } from './ended.mjs';
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
 * Hands on what we are told to the child, and remembers it.
 * @returns {{ told(): NodeJS.Signals | undefined, release(): void }}
 */
const handSignalsOn = (child) => {
  let told;
  const handOn = (signal) => {
    told = signal;
    // A terminal sends Ctrl-C to both of us by itself; a second one could mean "at once" to the child.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, handOn);
  const unwatchParent = watchParent(() => handOn('SIGTERM'));
  const release = () => {
    unwatchParent();
    for (const signal of signals) process.off(signal, handOn);
  };
  return { told: () => told, release };
};

/** The exit code by which shells tell of a signal. */
const exitCodeOf = (signal) => 128 + constants.signals[signal];

/**
 * Runs a program with its standard streams on ours.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 and the signal's number if a signal ended it
 * @throws {Ended} if it was we who were told to end, and handed that on
 * @throws {Fault} if it can't be started
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const { told, release } = handSignalsOn(child);
    child.once('error', (error) => {
      release();
      reject(new Fault(`${command} could not be started: ${error.message}`, 'run "npm run setup" and read what it says'));
    });
    child.once('close', (code, signal) => {
      release();
      const exitCode = code ?? exitCodeOf(signal);
      if (told() === undefined) resolve(exitCode);
      else reject(new Ended(exitCode));
    });
  });
