/** Holds a fault of ours inside the screen it happened in, says so, and offers the way on. */
import { Button, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { t } from '../copy/t.ts';

type Props = { readonly children: ReactNode };
type State = { readonly message: string | undefined };

export class FaultBoundary extends Component<Props, State> {
  override state: State = { message: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === undefined) return this.props.children;
    return (
      <Stack role="alert" gap="sm" p="xl" maw={640} align="flex-start">
        <Text fw={600}>{t('fault.title')}</Text>
        <Text size="sm">{t('fault.text')}</Text>
        <Text size="xs" c="dimmed" ff="monospace">
          {message}
        </Text>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t('fault.reload')}
        </Button>
      </Stack>
    );
  }
}
