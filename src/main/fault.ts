/** What happens at a fault of ours: it is said once, and the process ends. What was not committed was never there, so the workspace is safe. */
import { app, dialog } from 'electron';
import { EXIT } from './command-line/command.ts';
import { copy } from './copy.ts';

let ending = false;
let shown = false;

/** From here on a fault is shown in a box too: there is a person in front of a window. Elsewhere nobody could press its button. */
export const showFaults = (): void => {
  shown = true;
};

export const endOnFault = (error: unknown): void => {
  if (ending) return;
  ending = true;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  if (shown) dialog.showErrorBox(copy.fault.title, copy.fault.text);
  app.exit(EXIT.fault);
};
