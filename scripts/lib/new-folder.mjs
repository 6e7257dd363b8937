/** Makes a folder under its final name only when it is whole, so that an interrupted download or build never counts as done. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from './fault.mjs';

/**
 * The caller holds a lock on this folder: what an interrupted run left half done is swept away first.
 * @param {string} folder the final name; what lies there is replaced
 * @param {(partial: string) => Promise<void>} fill writes the content into an empty folder beside it
 */
export const newFolder = async (folder, fill) => {
  const partial = makePartial(folder);
  try {
    await fill(partial);
    const old = `${partial}.old`;
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(partial, folder);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
};

const makePartial = (folder) => {
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}.partial-`;
  try {
    mkdirSync(parent, { recursive: true });
    for (const name of readdirSync(parent)) if (name.startsWith(prefix)) rmSync(join(parent, name), { recursive: true, force: true });
    const partial = mkdtempSync(join(parent, prefix));
    // What root sets up, others may use.
    chmodSync(partial, 0o755);
    return partial;
  } catch (error) {
    throw new Fault(
      `${parent} cannot be written: ${error.message}`,
      'make the project folder writable for you, or clone it as the user who runs it, and run the same command again',
    );
  }
};
