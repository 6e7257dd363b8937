/** Another workspace begins with nothing of the one before, in whatever order its command's answer and the engine's event come. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { WorkspaceInfo } from '../../src/engine/contract.ts';
import { useChosenCases } from '../../src/renderer/state/chosen-cases.ts';
import { useNavigation } from '../../src/renderer/state/navigation.ts';
import { takeWorkspace } from '../../src/renderer/state/take-workspace.ts';
import { useTasks } from '../../src/renderer/state/tasks.ts';
import { useWorkspace } from '../../src/renderer/state/workspace.ts';

const workspace = (id: string): WorkspaceInfo => ({
  id,
  name: id,
  path: `/${id}.probity`,
  createdAt: '2026-01-01T00:00:00.000Z',
  readOnly: false,
  populations: 0,
  policies: 0,
  runs: 0,
  auditEntries: 1,
});

const leaveTraces = (): void => {
  useNavigation.getState().go({ screen: 'members' });
  useTasks.getState().name('task', 'Import');
  useChosenCases.getState().look('run', 'unit');
};

const traces = () => ({
  place: useNavigation.getState().place.screen,
  tasks: useTasks.getState().tasks.length,
  runs: Object.keys(useChosenCases.getState().runs).length,
});

beforeEach(() => takeWorkspace(null));

describe('taking a workspace up', () => {
  it('clears what was of another one, also where it was told twice', () => {
    takeWorkspace(workspace('first'));
    leaveTraces();
    takeWorkspace(workspace('second'));
    expect(traces()).toEqual({ place: 'populations', tasks: 0, runs: 0 });
    leaveTraces();
    takeWorkspace({ ...workspace('second'), runs: 1 });
    expect(traces()).toEqual({ place: 'members', tasks: 1, runs: 1 });
    expect(useWorkspace.getState().workspace?.runs).toBe(1);
  });

  it('clears on closing too', () => {
    takeWorkspace(workspace('first'));
    leaveTraces();
    takeWorkspace(null);
    takeWorkspace(null);
    expect(traces()).toEqual({ place: 'populations', tasks: 0, runs: 0 });
  });
});
