/**
 * A dialog over the screen. It stays while a command in it is under way: what becomes of that is said in it and nowhere else, and it must not
 * close another dialog that was opened meanwhile.
 */
import { Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import { t } from '../copy/t.ts';
import { DialogHold } from '../state/dialog-hold.ts';

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly size?: NonNullable<ModalProps['size']>;
  /** Of a command that is sent from outside of the dialog; those of its content hold it open by themselves. */
  readonly busy?: boolean;
  readonly children: ReactNode;
};

export const Dialog = ({ opened, onClose, title, size = 'md', busy = false, children }: Props) => {
  const [underWay, setUnderWay] = useState(0);
  const hold = useCallback(() => {
    setUnderWay((count) => count + 1);
    return () => setUnderWay((count) => count - 1);
  }, []);
  const stays = busy || underWay > 0;
  const close = (): void => {
    if (!stays) onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('action.close'), disabled: stays }}
    >
      <DialogHold value={hold}>{children}</DialogHold>
    </Modal>
  );
};
