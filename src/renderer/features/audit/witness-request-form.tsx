/** Writes the file that a witness needs to cosign: the newest checkpoint, and the proof that it continues what the witness has seen. */
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { WireError } from '../../../engine/contract.ts';
import { call, shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { groupingOf } from '../../components/format/grouping.ts';
import { locale } from '../../components/format/locale.ts';
import { t } from '../../copy/t.ts';

type Outcome = { readonly told: string } | { readonly refused: WireError };

const saveRequest = async (oldSize: number): Promise<Outcome | undefined> => {
  const answer = await call('audit.consistency', { oldSize });
  if (!answer.ok) return { refused: answer.error };
  const path = await shell('pickSave', { kind: 'witness-request', suggestedName: t('witnessRequest.fileName') });
  if (path === null) return undefined;
  const written = await shell('writeDocument', { path, text: answer.value.request });
  return { told: written.ok ? t('witnessRequest.written', { path }) : written.message };
};

export const WitnessRequestForm = () => {
  const [oldSize, setOldSize] = useState(0);
  const [outcome, setOutcome] = useState<Outcome>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setOutcome(undefined);
    setOutcome(await saveRequest(oldSize));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={640}>
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={t('witnessRequest.oldSize')}
            description={t('witnessRequest.oldSizeText')}
            value={oldSize}
            onChange={(value) => setOldSize(typeof value === 'number' ? value : 0)}
            min={0}
            allowDecimal={false}
            allowNegative={false}
            {...groupingOf(locale())}
            hideControls
            flex={1}
          />
          <Button type="submit" variant="default">
            {t('action.asks', { action: t('witnessRequest.save') })}
          </Button>
        </Group>
        <Text size="sm" role="status">
          {outcome !== undefined && 'told' in outcome ? outcome.told : ''}
        </Text>
        {outcome !== undefined && 'refused' in outcome && <ErrorNotice error={outcome.refused} />}
      </Stack>
    </form>
  );
};
