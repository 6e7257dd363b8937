/** Frame of a form in a dialog: its fields, what was refused, and the button that sends it. */
import { Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { WireError } from '../../engine/contract.ts';
import { ErrorNotice } from './error-notice.tsx';

type Props = {
  readonly action: string;
  readonly busy: boolean;
  readonly error: WireError | undefined;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
};

export const FormFrame = ({ action, busy, error, onSubmit, children }: Props) => {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        {error !== undefined && <ErrorNotice error={error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
