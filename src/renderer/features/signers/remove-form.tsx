/** Removes a signer or an office from this machine, after saying what is lost by it. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

type Props = { readonly id: string; readonly hasKey: boolean; readonly onClose: () => void };

export const RemoveForm = ({ id, hasKey, onClose }: Props) => {
  const remove = useCommand('signer.remove');
  const confirm = async (): Promise<void> => {
    if ((await remove.send({ id })) !== undefined) onClose();
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t(hasKey ? 'signers.removeKeyText' : 'signers.removeText')}</Text>
      {remove.error !== undefined && <ErrorNotice error={remove.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" disabled={remove.busy} onClick={onClose}>
          {t('action.leave')}
        </Button>
        <Button color="red.8" loading={remove.busy} onClick={confirm}>
          {t('signers.action.remove')}
        </Button>
      </Group>
    </Stack>
  );
};
