/** Drops a file of the disk on an element, as the system does when a person lets go of it there. */
import type { ElectronApplication, Locator } from '@playwright/test';

export const dropFile = async (app: ElectronApplication, target: Locator, path: string): Promise<void> => {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('what the file is dropped on is not on screen');
  const place = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  await app.evaluate(
    async ({ BrowserWindow }, { at, file }) => {
      const debug = BrowserWindow.getAllWindows()[0]?.webContents.debugger;
      if (debug === undefined) throw new Error('there is no window to drop a file on');
      debug.attach();
      const data = { items: [], files: [file], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop']) await debug.sendCommand('Input.dispatchDragEvent', { type, ...at, data });
      debug.detach();
    },
    { at: place, file: path },
  );
};
