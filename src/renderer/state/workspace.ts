/** The open workspace, or none. */
import { create } from 'zustand';
import type { WorkspaceInfo } from '../../engine/contract.ts';

type WorkspaceState = {
  readonly workspace: WorkspaceInfo | null;
  readonly set: (workspace: WorkspaceInfo | null) => void;
};

export const useWorkspace = create<WorkspaceState>()((set) => ({ workspace: null, set: (workspace) => set({ workspace }) }));
