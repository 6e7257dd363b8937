/** Closes the workspace and goes back to the start screen. */
import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useWorkspace } from '../../state/workspace.ts';

export const CloseWorkspace = () => {
  const close = useCommand('workspace.close');
  const leave = async (): Promise<void> => {
    if ((await close.send({})) === undefined) return;
    useNavigation.getState().reset();
    useTasks.getState().clear();
    useWorkspace.getState().set(null);
  };
  return (
    <Button
      variant="subtle"
      color="gray"
      loading={close.busy}
      leftSection={<IconLogout size={15} aria-hidden="true" />}
      title={close.error?.message}
      onClick={leave}
    >
      {t('shell.close')}
    </Button>
  );
};
