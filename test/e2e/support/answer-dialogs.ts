/** Answers the system's file dialogs, which no test can click: the next dialogs give these paths, one each. */
import type { ElectronApplication } from '@playwright/test';

/** A dialog that is asked for when no path is left is cancelled. */
export const answerDialogs = (app: ElectronApplication, paths: readonly string[]): Promise<void> =>
  app.evaluate(({ dialog }, given) => {
    const left = [...given];
    dialog.showOpenDialog = async () => {
      const path = left.shift();
      return path === undefined ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [path] };
    };
    dialog.showSaveDialog = async () => {
      const path = left.shift();
      return path === undefined ? { canceled: true, filePath: '' } : { canceled: false, filePath: path };
    };
  }, paths);
