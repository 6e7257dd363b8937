/** That runs wait because the workspace cannot be written, and until when. */
import { create } from 'zustand';
import type { EngineEvent } from '../../engine/contract.ts';

export type Stalled = Extract<EngineEvent, { readonly type: 'runs.stalled' }>;

type Stall = { readonly stalled: Stalled | undefined; readonly hear: (event: EngineEvent) => void; readonly clear: () => void };

export const useStall = create<Stall>()((set) => ({
  stalled: undefined,
  hear: (event) => {
    if (event.type === 'runs.stalled') set({ stalled: event });
    if (event.type === 'runs.revived') set({ stalled: undefined });
  },
  clear: () => set({ stalled: undefined }),
}));
