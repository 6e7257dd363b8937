/** Tells a file that somebody filled with values of other types than its tables declare from a fault of ours. */
import type { Reader } from '../handle.ts';
import findDamage from './sql/find-damage.sql?raw';

/** What comes of a value that is not what its column says it is. */
const isOfValues = (error: unknown): boolean => error instanceof TypeError || error instanceof RangeError;

/**
 * What is wrong with the file where that may be why something was thrown, as SQLite says it: "BLOB value in run.template"; undefined where nothing is. Looked at
 * only then, for it reads the whole file: tables are STRICT, but whoever writes into the file past SQLite is not bound by that.
 */
export const damageBehind = (reader: Reader, error: unknown): string | undefined => {
  if (!isOfValues(error)) return undefined;
  const found = reader.one<{ readonly quick_check: string }>(findDamage)?.quick_check;
  return found === 'ok' ? undefined : found;
};
