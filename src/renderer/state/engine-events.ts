/** Spreads the engine's events to the stores. */
import { subscribe } from '../api.ts';
import { useRevision } from './revision.ts';
import { useStall } from './stall.ts';
import { takeWorkspace } from './take-workspace.ts';
import { useTasks } from './tasks.ts';

/** Listens until the returned function is called. */
export const listenToEngine = (): (() => void) =>
  subscribe((event) => {
    useTasks.getState().hear(event);
    useStall.getState().hear(event);
    if (event.type === 'workspace.changed') takeWorkspace(event.workspace);
    const { changed, runChanged, progressed } = useRevision.getState();
    if (event.type === 'task.progress') progressed();
    else if (event.type === 'run.changed') runChanged(event.run);
    else changed();
  });
