/** Keeps two scripts of one checkout from doing the same work at once, for example two commands right after a clone. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from './fault.mjs';
import { inProject } from './project.mjs';
import { readIfThere } from './read-if-there.mjs';
import { say } from './say.mjs';

const waitMsMax = 20 * 60_000;
const pollMs = 100;

/** When a process started, so that a later one of the same number isn't taken for it. Empty where the system doesn't tell. */
const startOf = (pid) => {
  const startTime = 19;
  const fieldsAfterName = readIfThere(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ');
  return fieldsAfterName?.[startTime] ?? '';
};

/** Makes the lock file in our name, or says that somebody has it. */
const tryLock = (path) => {
  try {
    writeFileSync(path, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Fault(
      `${path} cannot be written: ${error.message}`,
      'make the project folder writable for you, or clone it as the user who runs it',
    );
  }
};

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but runs.
    return error.code === 'EPERM';
  }
};

/** Whether the lock file is of this very moment: its holder may not have written its name yet. */
const isNew = (path) => {
  const newMsMax = 5_000;
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs < newMsMax;
};

/** The process that holds the lock, if it still runs; a name for it where that isn't known yet. */
const livingHolder = (path) => {
  const text = readIfThere(path) ?? '';
  if (text === '') return isNew(path) ? 'of another command' : undefined;
  const [pid, start] = text.split(' ');
  return /^[1-9]\d*$/.test(pid) && isRunning(Number(pid)) && startOf(pid) === start ? pid : undefined;
};

/**
 * Does the work while no other process of this checkout does work of that name.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Fault} after 20 minutes of waiting
 */
export const withLock = async (name, work) => {
  const path = join(inProject('.cache'), `${name}.lock`);
  makeFolder();
  const waitUntil = Date.now() + waitMsMax;
  let told = false;
  while (!tryLock(path)) {
    const holder = livingHolder(path);
    if (holder === undefined) rmSync(path, { force: true });
    else if (Date.now() > waitUntil) {
      throw new Fault(
        `process ${holder} has been at the ${name} for 20 minutes`,
        `end it, or delete ${path}, and run the same command again`,
      );
    } else {
      if (!told) say(`Waiting for process ${holder}, which is at the ${name} …`);
      told = true;
      await delay(pollMs);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};

const makeFolder = () => {
  try {
    mkdirSync(inProject('.cache'), { recursive: true });
  } catch (error) {
    throw new Fault(
      `.cache cannot be made: ${error.message}`,
      'make the project folder writable for you, or clone it as the user who runs it',
    );
  }
};
