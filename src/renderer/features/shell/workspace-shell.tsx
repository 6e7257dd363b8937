/** The open workspace: navigation on the left, the screen of the place on the right. */
import { Text } from '@mantine/core';
import type { MouseEvent } from 'react';
import type { WorkspaceInfo } from '../../../engine/contract.ts';
import { FaultBoundary } from '../../components/fault-boundary.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { placeKey } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import { TaskTray } from '../tasks/task-tray.tsx';
import { CloseWorkspace } from './close-workspace.tsx';
import { Navigation } from './navigation.tsx';
import { Screen } from './screen.tsx';
import { StallNotice } from './stall-notice.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { TrailNotice } from './trail-notice.tsx';
import classes from './workspace-shell.module.css';

const CONTENT = 'content';

/** The address of the page stays as it is: nothing here is known by it. */
const skip = (event: MouseEvent): void => {
  event.preventDefault();
  document.getElementById(CONTENT)?.focus();
};

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

export const WorkspaceShell = ({ workspace: opened }: { readonly workspace: WorkspaceInfo }) => {
  const place = useNavigation((state) => state.place);
  // What is in it grows while runs go on; asked again whenever something is heard of.
  const workspace = useQuery('workspace.info', {}, { live: true }).value ?? opened;
  return (
    <div className={classes.shell}>
      <a href={`#${CONTENT}`} className={classes.skip} onClick={skip}>
        {t('shell.skip')}
      </a>
      <aside className={classes.side} aria-label={t('shell.side')}>
        <div className={classes.workspace}>
          <div className={classes.name} title={workspace.name}>
            {workspace.name}
          </div>
          <div className={`${classes.path} ellipsis`} title={workspace.path}>
            {fileName(workspace.path)}
          </div>
          {workspace.readOnly && (
            <Text size="xs" mt={2}>
              {t('shell.readOnly')}
            </Text>
          )}
        </div>
        <Navigation workspace={workspace} />
        <TaskTray />
        <footer className={classes.foot}>
          <CloseWorkspace />
          <ThemeSwitch />
        </footer>
      </aside>
      <main id={CONTENT} tabIndex={-1} className={classes.main}>
        {workspace.trailNotice !== undefined && <TrailNotice notice={workspace.trailNotice} />}
        <StallNotice />
        <FaultBoundary key={placeKey(place)}>
          <Screen place={place} />
        </FaultBoundary>
      </main>
    </div>
  );
};
