/** The app: look, engine events, and the start screen or the open workspace. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { WireError } from '../engine/contract.ts';
import { call, shell } from './api.ts';
import { FaultBoundary } from './components/fault-boundary.tsx';
import { StandaloneShell } from './features/shell/standalone-shell.tsx';
import { WorkspaceShell } from './features/shell/workspace-shell.tsx';
import { StartScreen } from './features/start/start-screen.tsx';
import { listenToEngine } from './state/engine-events.ts';
import { useNavigation } from './state/navigation.ts';
import { isStandalone } from './state/place.ts';
import { useShellInfo } from './state/shell-info.ts';
import { takeWorkspace } from './state/take-workspace.ts';
import { useWorkspace } from './state/workspace.ts';
import { styleNonce } from './style-nonce.ts';
import { cssVariables, theme } from './theme.ts';

const colorSchemeManager = localStorageColorSchemeManager({ key: 'probity-theme' });

/** Takes up a workspace that is open already (the window was reloaded) or that the command line names. Gives the refusal of the latter. */
const takeUpWorkspace = async (): Promise<WireError | undefined> => {
  const info = await shell('info', {});
  useShellInfo.getState().set(info);
  const present = await call('workspace.info', {});
  const taken = present.ok || info.initialWorkspace === null ? present : await call('workspace.open', { path: info.initialWorkspace });
  if (taken.ok) takeWorkspace(taken.value);
  return taken.ok || info.initialWorkspace === null ? undefined : taken.error;
};

export const App = () => {
  const workspace = useWorkspace((state) => state.workspace);
  const place = useNavigation((state) => state.place);
  const [taken, setTaken] = useState<{ readonly refusal: WireError | undefined }>();
  useEffect(listenToEngine, []);
  useEffect(() => {
    void takeUpWorkspace().then((refusal) => setTaken({ refusal }));
  }, []);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <FaultBoundary>
        {taken !== undefined && workspace !== null && <WorkspaceShell key={workspace.id} workspace={workspace} />}
        {taken !== undefined &&
          workspace === null &&
          (isStandalone(place) ? <StandaloneShell place={place} /> : <StartScreen refusal={taken.refusal} />)}
      </FaultBoundary>
    </MantineProvider>
  );
};
