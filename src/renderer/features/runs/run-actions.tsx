/** What may be done to a run as a whole, each behind a dialog that says what will happen. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RunView } from '../../../engine/model/index.ts';
import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { type RunAction, runActions } from './run-actions-allowed.ts';
import { SignalAction } from './signal-action.tsx';

/** An action that asks for nothing but the confirmation. */
const Plain = ({ run, action }: { readonly run: string; readonly action: 'cancel' | 'resume' }) => {
  const command = useCommand(`run.${action}`);
  return (
    <ConfirmedAction
      label={t(`run.${action}.label`)}
      title={t(`run.${action}.title`)}
      text={t(`run.${action}.text`)}
      confirm={t(`run.${action}.label`)}
      busy={command.busy}
      error={command.error}
      onOpen={command.clear}
      onConfirm={async () => (await command.send({ run })) !== undefined}
      final={action === 'cancel'}
      primary={action === 'resume'}
    />
  );
};

const Suspend = ({ run }: { readonly run: string }) => {
  const suspend = useCommand('run.suspend');
  const [reason, setReason] = useState('');
  return (
    <ConfirmedAction
      label={t('run.suspend.label')}
      title={t('run.suspend.title')}
      text={t('run.suspend.text')}
      confirm={t('run.suspend.label')}
      busy={suspend.busy}
      error={suspend.error}
      onOpen={() => {
        suspend.clear();
        setReason('');
      }}
      onConfirm={async () => (await suspend.send({ run, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })) !== undefined}
    >
      <TextInput
        label={t('run.suspend.reason')}
        description={t('run.suspend.reasonText')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmedAction>
  );
};

const Action = ({ action, run }: { readonly action: RunAction; readonly run: RunView }) => {
  switch (action) {
    case 'suspend':
      return <Suspend run={run.id} />;
    case 'signal':
      return <SignalAction run={run} />;
    case 'resume':
    case 'cancel':
      return <Plain run={run.id} action={action} />;
  }
};

export const RunActions = ({ run }: { readonly run: RunView }) =>
  runActions(run.status).map((action) => <Action key={action} action={action} run={run} />);
