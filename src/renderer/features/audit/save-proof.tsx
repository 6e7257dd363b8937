/** Writes the proof that one entry is in the trail, with the entry's bytes beside it, for somebody who trusts neither program nor owner. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { WireError } from '../../../engine/contract.ts';
import { call, shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

type Outcome = { readonly told: string } | { readonly refused: WireError };

const saveProof = async (index: number): Promise<Outcome | undefined> => {
  const proof = await call('audit.prove', { index });
  if (!proof.ok) return { refused: proof.error };
  const path = await shell('pickSave', { kind: 'proof', suggestedName: t('proof.fileName', { index: String(index) }) });
  if (path === null) return undefined;
  const written = await shell('writeProof', { path, proof: proof.value.proof, entry: proof.value.entry });
  return { told: written.ok ? t('proof.written', { path, entry: written.entryPath }) : written.message };
};

export const SaveProof = ({ index }: { readonly index: number }) => {
  const [outcome, setOutcome] = useState<Outcome>();
  const sign = useCommand('audit.checkpoint');
  const save = async (): Promise<void> => {
    setOutcome(undefined);
    setOutcome(await saveProof(index));
  };
  const signAndSave = async (): Promise<void> => {
    if ((await sign.send({})) !== undefined) await save();
  };
  const refused = outcome !== undefined && 'refused' in outcome ? outcome.refused : undefined;
  return (
    <Stack gap="xs" mb="sm">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Button variant="default" onClick={save} flex="none">
          {t('action.asks', { action: t('proof.save') })}
        </Button>
        <Text size="sm" c="dimmed">
          {t('proof.text')}
        </Text>
      </Group>
      <Text size="sm" role="status">
        {outcome !== undefined && 'told' in outcome ? outcome.told : ''}
      </Text>
      {refused?.kind === 'not-found' && (
        <Group gap="sm" role="alert">
          <Text size="sm">{t('proof.uncovered')}</Text>
          <Button variant="default" loading={sign.busy} onClick={signAndSave}>
            {t('proof.signAndSave')}
          </Button>
        </Group>
      )}
      {refused !== undefined && refused.kind !== 'not-found' && <ErrorNotice error={refused} />}
      {sign.error !== undefined && <ErrorNotice error={sign.error} onClose={sign.clear} />}
    </Stack>
  );
};
