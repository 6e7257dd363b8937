/** Opens the workspace that the program was started for a second time, in the window that is there already. */
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { Engine, WorkspaceInfo } from '../engine/contract.ts';
import { copy } from './copy.ts';

type Request = { readonly engine: Engine; readonly window: BrowserWindow; readonly path: string; readonly open: WorkspaceInfo | null };

/** Opening closes what is open and ends the work in it, so the person is asked first. */
const isWanted = async ({ window, path, open }: Request): Promise<boolean> => {
  if (open === null) return true;
  const { openOther } = copy;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: openOther.question(basename(path)),
    detail: openOther.detail,
    buttons: [openOther.open, openOther.stay],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
};

/** The page hears of the opened workspace as of every change of it. */
export const openOther = async (request: Request): Promise<void> => {
  const { engine, window, path, open } = request;
  if (path === open?.path || !(await isWanted(request))) return;
  const result = await engine.call('workspace.open', { path });
  if (result.ok || window.isDestroyed()) return;
  await dialog.showMessageBox(window, { type: 'error', message: copy.openOther.refused(basename(path)), detail: result.failure.message });
};
