/** Answers the system's file dialogs, which no test can click: the next dialogs give these paths, one each. */
import type { ElectronApplication } from '@playwright/test';

/** A dialog that is asked for when no path is left is cancelled. Each may stay open for a while, as one that a person looks at does. */
export const answerDialogs = (app: ElectronApplication, paths: readonly string[], openForMs = 0): Promise<void> =>
  app.evaluate(
    ({ dialog }, given) => {
      const left = [...given.paths];
      const chosen = async (): Promise<string | undefined> => {
        const path = left.shift();
        if (given.openForMs > 0) await new Promise((resolve) => setTimeout(resolve, given.openForMs));
        return path;
      };
      dialog.showOpenDialog = async () => {
        const path = await chosen();
        return path === undefined ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [path] };
      };
      dialog.showSaveDialog = async () => {
        const path = await chosen();
        return path === undefined ? { canceled: true, filePath: '' } : { canceled: false, filePath: path };
      };
    },
    { paths, openForMs },
  );
