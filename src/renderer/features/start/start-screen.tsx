/** First screen: make a workspace, open one, or go on with a recent one. */
import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import type { WireError } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useShellInfo } from '../../state/shell-info.ts';
import { takeWorkspace } from '../../state/take-workspace.ts';
import { useCommand } from '../../state/use-command.ts';
import { ThemeSwitch } from '../shell/theme-switch.tsx';
import { CreateWorkspace } from './create-workspace.tsx';
import { RecentWorkspaces } from './recent-workspaces.tsx';
import classes from './start-screen.module.css';

type Props = {
  /** Why the workspace that the command line names could not be opened. */
  readonly refusal: WireError | undefined;
};

export const StartScreen = ({ refusal }: Props) => {
  const info = useShellInfo((state) => state.info);
  const go = useNavigation((state) => state.go);
  const open = useCommand('workspace.open');

  const openPath = async (path: string): Promise<void> => {
    const workspace = await open.send({ path });
    if (workspace !== undefined) takeWorkspace(workspace);
  };
  const pickAndOpen = async (): Promise<void> => {
    const path = await shell('pickOpen', { kind: 'workspace' });
    if (path !== null) await openPath(path);
  };

  useEffect(() => {
    document.title = t('app.name');
  }, []);

  return (
    <main className={classes.screen}>
      <div className={classes.corner}>
        <ThemeSwitch />
      </div>
      <div className={classes.content}>
        <header className={classes.header}>
          <h1 className={classes.title}>{t('app.name')}</h1>
          <Text c="dimmed">{t('app.purpose')}</Text>
        </header>
        {open.error !== undefined && <ErrorNotice error={open.error} onClose={open.clear} />}
        {open.error === undefined && refusal !== undefined && <ErrorNotice error={refusal} />}
        <SimpleGrid cols={2} spacing="md">
          <CreateWorkspace onCreated={takeWorkspace} />
          <section className={classes.panel} aria-labelledby="open-title">
            <Stack gap="sm" h="100%">
              <h2 id="open-title" className={classes.panelTitle}>
                {t('start.open.title')}
              </h2>
              <Text size="sm" c="dimmed" flex={1}>
                {t('start.open.text')}
              </Text>
              <Button variant="default" loading={open.busy} onClick={pickAndOpen}>
                {t('start.open.action')}
              </Button>
            </Stack>
          </section>
        </SimpleGrid>
        <section className={classes.panel} aria-labelledby="without-title">
          <Group justify="space-between" wrap="nowrap" gap="lg">
            <div>
              <h2 id="without-title" className={classes.panelTitle}>
                {t('start.without.title')}
              </h2>
              <Text size="sm" c="dimmed">
                {t('start.without.text')}
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap">
              <Button variant="default" onClick={() => go({ screen: 'verifier' })}>
                {t('start.without.verify')}
              </Button>
              <Button variant="default" onClick={() => go({ screen: 'signers' })}>
                {t('start.without.signers')}
              </Button>
            </Group>
          </Group>
        </section>
        <RecentWorkspaces onOpen={openPath} busy={open.busy} />
        <Text size="xs" c="dimmed">
          {t('start.local', { version: info?.version ?? '' })}
        </Text>
      </div>
    </main>
  );
};
