/** What happens at a fault of ours: it is said once, and the process ends. What was not committed was never there, so the workspace is safe. */
import { app, BrowserWindow, dialog } from 'electron';
import { EXIT } from './command-line/command.ts';
import { copy } from './copy.ts';

let ending = false;

export const endOnFault = (error: unknown): void => {
  if (ending) return;
  ending = true;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  // Without a window there is nobody to press the button.
  if (BrowserWindow.getAllWindows().some((window) => window.isVisible())) dialog.showErrorBox(copy.fault.title, copy.fault.text);
  app.exit(EXIT.fault);
};
