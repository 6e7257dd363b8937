/** Spreads the engine's events to the stores. */
import { subscribe } from '../api.ts';
import { useChosenCases } from './chosen-cases.ts';
import { useNavigation } from './navigation.ts';
import { useReportDrafts } from './report-drafts.ts';
import { useRevision } from './revision.ts';
import { useStall } from './stall.ts';
import { useTasks } from './tasks.ts';
import { useWorkspace } from './workspace.ts';

/** Listens until the returned function is called. */
export const listenToEngine = (): (() => void) =>
  subscribe((event) => {
    useTasks.getState().hear(event);
    useStall.getState().hear(event);
    if (event.type === 'workspace.changed') {
      const before = useWorkspace.getState().workspace;
      if (before?.id !== event.workspace?.id) {
        useNavigation.getState().reset();
        useTasks.getState().clear();
        useStall.getState().clear();
        useChosenCases.getState().clear();
        useReportDrafts.getState().clear();
      }
      useWorkspace.getState().set(event.workspace);
    }
    const { changed, runChanged, progressed } = useRevision.getState();
    if (event.type === 'task.progress') progressed();
    else if (event.type === 'run.changed') runChanged(event.run);
    else changed();
  });
