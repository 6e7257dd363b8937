/** The only code of ours that runs beside the renderer with more than a page's rights: four narrow doors, no logic. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EngineEvent } from '../engine/contract.ts';
import { type Bridge, CHANNEL_CALL, CHANNEL_EVENT, CHANNEL_SHELL, CHANNEL_TAKE } from './bridge.ts';

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CHANNEL_CALL, name, input),
  subscribe: (listener) => {
    const forward = (_event: unknown, payload: EngineEvent): void => listener(payload);
    ipcRenderer.on(CHANNEL_EVENT, forward);
    return () => ipcRenderer.removeListener(CHANNEL_EVENT, forward);
  },
  shell: (name, input) => ipcRenderer.invoke(CHANNEL_SHELL, name, input),
  take: (file) => ipcRenderer.invoke(CHANNEL_TAKE, webUtils.getPathForFile(file)),
};

contextBridge.exposeInMainWorld('probity', bridge);
