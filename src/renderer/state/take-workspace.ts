/** Takes up a workspace, or none: nothing of another one stays, whether the answer to a command or the engine's event tells of it first. */
import type { WorkspaceInfo } from '../../engine/contract.ts';
import { useChosenCases } from './chosen-cases.ts';
import { useNavigation } from './navigation.ts';
import { useReportDrafts } from './report-drafts.ts';
import { useStall } from './stall.ts';
import { useTasks } from './tasks.ts';
import { useWorkspace } from './workspace.ts';

export const takeWorkspace = (workspace: WorkspaceInfo | null): void => {
  const { workspace: before, set } = useWorkspace.getState();
  if (before?.id !== workspace?.id) {
    useNavigation.getState().reset();
    useTasks.getState().clear();
    useStall.getState().clear();
    useChosenCases.getState().clear();
    useReportDrafts.getState().clear();
  }
  set(workspace);
};
