/** What happens at a fault of ours: it is said once, and the process ends. What was not committed was never there, so the workspace is safe. */
import { randomUUID } from 'node:crypto';
import { app, dialog } from 'electron';
import { EXIT } from './command-line/command.ts';
import { copy } from './copy.ts';
import type { LogFile } from './log-file.ts';

let ending = false;
let logFile: LogFile | undefined;

/** From here on a fault is logged and shown in a box too: there is a person in front of a window. Elsewhere nobody could press its button. */
export const showFaults = (log: LogFile): void => {
  logFile = log;
};

export const endOnFault = (error: unknown): void => {
  if (ending) return;
  ending = true;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${stack}\n`);
  if (logFile !== undefined) {
    const ref = randomUUID();
    logFile.write('error', 'program.fault', { ref, stack });
    dialog.showErrorBox(copy.fault.title, copy.fault.text(ref, logFile.path));
  }
  app.exit(EXIT.fault);
};
