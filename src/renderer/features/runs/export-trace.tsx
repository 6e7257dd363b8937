/** Writes a run's trace, as OpenTelemetry's tools read it, to a place that the person chooses. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { WireError } from '../../../engine/contract.ts';
import { call, shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { t } from '../../copy/t.ts';

type Outcome = { readonly written: string } | { readonly unwritten: string } | { readonly refused: WireError };

const exportTrace = async (run: string, path: string): Promise<Outcome> => {
  const trace = await call('run.trace', { run });
  if (!trace.ok) return { refused: trace.error };
  const saved = await shell('writeDocument', { path, text: JSON.stringify(trace.value, null, 2) });
  return saved.ok ? { written: path } : { unwritten: saved.message };
};

export const ExportTrace = ({ run }: { readonly run: string }) => {
  const [outcome, setOutcome] = useState<Outcome>();
  const start = async (): Promise<void> => {
    setOutcome(undefined);
    const path = await shell('pickSave', { kind: 'json', suggestedName: t('trace.fileName', { run: run.slice(0, 8) }) });
    if (path !== null) setOutcome(await exportTrace(run, path));
  };
  return (
    <Group gap="sm" align="center">
      <div role="status">
        {outcome !== undefined && 'written' in outcome && <Text size="sm">{t('trace.written', { path: outcome.written })}</Text>}
        {outcome !== undefined && 'unwritten' in outcome && <Text size="sm">{outcome.unwritten}</Text>}
      </div>
      {outcome !== undefined && 'refused' in outcome && <ErrorNotice error={outcome.refused} onClose={() => setOutcome(undefined)} />}
      <Button variant="default" onClick={start}>
        {t('trace.export')}
      </Button>
    </Group>
  );
};
