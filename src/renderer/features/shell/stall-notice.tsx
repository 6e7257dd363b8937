/** Says above every screen that runs wait because the workspace cannot be written. */
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { formatDuration } from '../../components/format/duration.ts';
import { sentence } from '../../components/format/sentence.ts';
import { counted, t } from '../../copy/t.ts';
import { useStall } from '../../state/stall.ts';

export const StallNotice = () => {
  const stalled = useStall((state) => state.stalled);
  return (
    <div role="status">
      {stalled !== undefined && (
        <Alert
          variant="default"
          m="sm"
          icon={<IconAlertTriangle size={18} color="var(--mantine-color-error)" aria-hidden="true" />}
          title={counted('stall.title', stalled.runs)}
        >
          <Text size="sm">{sentence(stalled.failure.message)}</Text>
          <Text size="sm">{t('stall.text', { time: formatDuration(stalled.againInMs) })}</Text>
        </Alert>
      )}
    </div>
  );
};
