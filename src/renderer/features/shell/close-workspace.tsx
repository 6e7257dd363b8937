/** Closes the workspace and goes back to the start screen. */
import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { t } from '../../copy/t.ts';
import { takeWorkspace } from '../../state/take-workspace.ts';
import { useCommand } from '../../state/use-command.ts';

export const CloseWorkspace = () => {
  const close = useCommand('workspace.close');
  const leave = async (): Promise<void> => {
    if ((await close.send({})) !== undefined) takeWorkspace(null);
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
