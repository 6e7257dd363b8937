/** A button that writes a text to a place that the person chooses, and says what became of that. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ShellInputs } from '../../main/shell-contract.ts';
import { shell } from '../api.ts';
import { t } from '../copy/t.ts';

type Props = {
  /** On the button; an ellipsis is added, since a place is asked for first. */
  readonly label: string;
  /** What it is done to, where several such buttons stand together. */
  readonly of?: string;
  readonly kind: ShellInputs['pickSave']['kind'];
  readonly suggestedName: string;
  readonly text: string;
  /** At the end of its line, as in a table. */
  readonly atEnd?: boolean;
};

export const SaveText = ({ label, of, kind, suggestedName, text, atEnd = false }: Props) => {
  const [outcome, setOutcome] = useState<string>();
  const save = async (): Promise<void> => {
    setOutcome(undefined);
    const path = await shell('pickSave', { kind, suggestedName });
    if (path === null) return;
    const written = await shell('writeDocument', { path, text });
    setOutcome(written.ok ? t('saveText.written', { path }) : written.message);
  };
  return (
    <Group gap="sm" wrap="nowrap" {...(atEnd ? { style: { flexDirection: 'row-reverse' } } : {})}>
      <Button
        variant="default"
        {...(of === undefined ? {} : { 'aria-label': t('action.asksOf', { action: label, of }) })}
        onClick={save}
        flex="none"
      >
        {t('action.asks', { action: label })}
      </Button>
      <Text size="xs" role="status" c="dimmed">
        {outcome ?? ''}
      </Text>
    </Group>
  );
};
