/** Runs a script's work and turns its end into an exit code and, where it failed, into a message with the next step. */
import { Ended } from './ended.mjs';
import { Fault } from './fault.mjs';
import { say } from './say.mjs';

/** @param {() => Promise<number | void>} work resolves to the exit code; nothing means 0 */
export const runScript = async (work) => {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (error instanceof Ended) {
      process.exitCode = error.exitCode;
      return;
    }
    if (!(error instanceof Fault)) throw error;
    say(`\nFailed: ${error.message}`);
    say(`Next: ${error.next}`);
    process.exitCode = 1;
  }
};
