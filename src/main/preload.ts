/** The only code of ours that runs beside the renderer with more than a page's rights: three narrow doors, no logic. */
import { contextBridge, ipcRenderer } from 'electron';
import type { EngineEvent } from '../engine/contract.ts';
import { type Bridge, CHANNEL_CALL, CHANNEL_EVENT, CHANNEL_SHELL } from './bridge.ts';

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CHANNEL_CALL, name, input),
  subscribe: (listener) => {
    const forward = (_event: unknown, payload: EngineEvent): void => listener(payload);
    ipcRenderer.on(CHANNEL_EVENT, forward);
    return () => ipcRenderer.removeListener(CHANNEL_EVENT, forward);
  },
  shell: (name, input) => ipcRenderer.invoke(CHANNEL_SHELL, name, input),
};

contextBridge.exposeInMainWorld('probity', bridge);
