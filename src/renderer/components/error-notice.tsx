/** A refusal or a fault, with what can be done about it. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { WireError } from '../../engine/contract.ts';
import type { Failure } from '../../engine/model/index.ts';
import { t } from '../copy/t.ts';
import { sentence } from './format/sentence.ts';
import { ProblemList } from './problem-list.tsx';

type Props = {
  readonly error: WireError | Failure;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
  /** Problems that are shown elsewhere, at the fields they belong to. */
  readonly withoutProblems?: boolean;
  /** It is on record, and nobody is asked to do anything about it here. */
  readonly recorded?: boolean;
};

export const ErrorNotice = ({ error, onRetry, onClose, withoutProblems = false, recorded = false }: Props) => {
  const problems = withoutProblems ? [] : (error.problems ?? []);
  return (
    <Alert
      {...(recorded ? {} : { role: 'alert' })}
      variant="default"
      icon={<IconAlertTriangle size={18} color="var(--mantine-color-error)" aria-hidden="true" />}
      title={sentence(error.message)}
      withCloseButton={onClose !== undefined}
      closeButtonLabel={t('action.dismiss')}
      {...(onClose === undefined ? {} : { onClose })}
    >
      {(!recorded || problems.length > 0) && (
        <Stack gap={4}>
          {!recorded && <Text size="sm">{t(`error.next.${error.kind}`)}</Text>}
          {problems.length > 0 && <ProblemList problems={problems} />}
          <Group gap="sm" mt={onRetry === undefined ? 0 : 4}>
            {onRetry !== undefined && (
              <Button variant="default" onClick={onRetry}>
                {t('action.retry')}
              </Button>
            )}
            {'ref' in error && error.kind === 'fault' && (
              <Text size="xs" c="dimmed">
                {t('error.reference', { ref: error.ref })}
              </Text>
            )}
          </Group>
        </Stack>
      )}
    </Alert>
  );
};
