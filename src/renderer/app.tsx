/** The app: look, engine events, and the start screen or the open workspace. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { call, shell } from './api.ts';
import { WorkspaceShell } from './features/shell/workspace-shell.tsx';
import { StartScreen } from './features/start/start-screen.tsx';
import { listenToEngine } from './state/engine-events.ts';
import { useShellInfo } from './state/shell-info.ts';
import { useWorkspace } from './state/workspace.ts';
import { styleNonce } from './style-nonce.ts';
import { cssVariables, theme } from './theme.ts';

const colorSchemeManager = localStorageColorSchemeManager({ key: 'probity-theme' });

/** Takes up a workspace that is open already (the window was reloaded) or that the command line names. */
const takeUpWorkspace = async (): Promise<void> => {
  const info = await shell('info', {});
  useShellInfo.getState().set(info);
  const open = await call('workspace.info', {});
  if (open.ok) useWorkspace.getState().set(open.value);
};

export const App = () => {
  const workspace = useWorkspace((state) => state.workspace);
  const [ready, setReady] = useState(false);
  useEffect(listenToEngine, []);
  useEffect(() => {
    void takeUpWorkspace().finally(() => setReady(true));
  }, []);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      {ready && (workspace === null ? <StartScreen /> : <WorkspaceShell key={workspace.id} workspace={workspace} />)}
    </MantineProvider>
  );
};
