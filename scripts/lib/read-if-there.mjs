/** Reads a text file that may be absent or unreadable; both count as not there. */
import { readFileSync } from 'node:fs';

/**
 * @param {string} path
 * @returns {string | undefined}
 */
export const readIfThere = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};
