/** A button whose work is done only after a dialog has said what will happen. The dialog may ask for more, and stays open while that is refused. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { WireError } from '../../engine/contract.ts';
import { t } from '../copy/t.ts';
import { Dialog } from './dialog.tsx';
import { ErrorNotice } from './error-notice.tsx';

type Props = {
  /** On the button; an ellipsis is added, since it does nothing yet. */
  readonly label: string;
  readonly title: string;
  /** What it is done to, where several such buttons stand together: for who hears the button's name alone. */
  readonly of?: string;
  /** What will happen. */
  readonly text: string;
  /** On the button of the dialog that does it. */
  readonly confirm: string;
  /** Does it; resolves to whether that went well, so that the dialog closes. */
  readonly onConfirm: () => Promise<boolean>;
  readonly busy: boolean;
  readonly error: WireError | undefined;
  /** Forgets a refusal and what was asked for, when the dialog opens. */
  readonly onOpen: () => void;
  /** What it ends cannot be taken up again. */
  readonly final?: boolean;
  readonly primary?: boolean;
  /** What is asked for beside the confirmation. */
  readonly children?: ReactNode;
};

const focusHeading = (): void => {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
};

export const ConfirmedAction = (props: Props) => {
  const { label, of, title, text, confirm, onConfirm, busy, error, onOpen, final = false, primary = false, children } = props;
  const [opened, setOpened] = useState(false);
  const asked = useRef(false);
  // The button may be gone with what was done: the work then goes on from the screen's heading, unless somebody else has taken the focus.
  useEffect(
    () => () => {
      if (asked.current) requestAnimationFrame(focusHeading);
    },
    [],
  );
  const open = (): void => {
    asked.current = true;
    onOpen();
    setOpened(true);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    if (await onConfirm()) setOpened(false);
  };
  return (
    <>
      <Button
        variant={primary ? 'filled' : 'default'}
        {...(of === undefined ? {} : { 'aria-label': t('action.asksOf', { action: label, of }) })}
        onClick={open}
      >
        {t('action.asks', { action: label })}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={title} size={children === undefined ? 'md' : 'lg'} busy={busy}>
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <Text size="sm">{text}</Text>
            {children}
            {error !== undefined && <ErrorNotice error={error} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" disabled={busy} onClick={() => setOpened(false)}>
                {t('action.leave')}
              </Button>
              <Button type="submit" loading={busy} {...(final ? { color: 'red.8' } : {})}>
                {confirm}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
};
