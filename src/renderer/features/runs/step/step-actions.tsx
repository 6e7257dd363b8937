/** What may be done to a step: decide it, try it again, do its failed items again, fork the run from it. */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { RunView, StepView } from '../../../../engine/model/index.ts';
import { ConfirmedAction } from '../../../components/confirmed-action.tsx';
import { counted, t } from '../../../copy/t.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { useCommand } from '../../../state/use-command.ts';
import { useGoOn } from '../../../state/use-go-on.ts';
import { useQuery } from '../../../state/use-query.ts';
import { isEnded, type StepAction, stepActions } from '../run-actions-allowed.ts';
import { ForkAction } from './fork-action.tsx';

type Props = { readonly run: RunView; readonly step: StepView };

const LETTERS_MAX = 1_000;

const Retry = ({ run, step }: Props) => {
  const retry = useCommand('run.retry');
  return (
    <ConfirmedAction
      label={t('run.retry.label')}
      title={t('run.retry.title', { step: step.title })}
      text={run.status === 'suspended' ? t('run.retry.suspendedText') : t('run.retry.text')}
      confirm={t('run.retry.label')}
      busy={retry.busy}
      error={retry.error}
      onOpen={retry.clear}
      onConfirm={async () => (await retry.send({ run: run.id, step: step.path })) !== undefined}
      primary
    />
  );
};

const Redrive = ({ run, step }: Props) => {
  const redrive = useCommand('run.redrive');
  const goOn = useGoOn();
  const failed = step.items?.failed ?? 0;
  return (
    <ConfirmedAction
      label={failed > 0 ? counted('run.redrive.items', failed) : t('run.redrive.label')}
      title={t('run.redrive.title', { step: step.title })}
      text={failed > 0 ? t('run.redrive.itemsText') : t('run.redrive.text')}
      confirm={t('run.redrive.label')}
      busy={redrive.busy}
      error={redrive.error}
      onOpen={redrive.clear}
      onConfirm={async () => {
        const answer = await redrive.send({ run: run.id, step: step.path });
        if (answer !== undefined) goOn({ screen: 'run', run: answer.run });
        return answer !== undefined;
      }}
      primary
    />
  );
};

/** Paths of this run's steps that a dead letter was kept of and that were not done again. */
const useLetters = (run: RunView): ReadonlySet<string> => {
  const letters = useQuery('letter.list', isEnded(run.status) ? { limit: LETTERS_MAX } : undefined, { run: run.id });
  const found = letters.value?.letters;
  return useMemo(
    () => new Set((found ?? []).flatMap((letter) => (letter.run === run.id && letter.redrivenBy === undefined ? [letter.step] : []))),
    [found, run.id],
  );
};

const Decide = ({ run, step }: Props) => {
  const go = useNavigation((state) => state.go);
  return <Button onClick={() => go({ screen: 'approval', run: run.id, step: step.path })}>{t('approval.open')}</Button>;
};

const Action = ({ action, ...of }: Props & { readonly action: StepAction }) => {
  switch (action) {
    case 'decide':
      return <Decide {...of} />;
    case 'retry':
      return <Retry {...of} />;
    case 'redrive':
      return <Redrive {...of} />;
    case 'fork':
      return <ForkAction {...of} />;
  }
};

export const StepActions = ({ run, step }: Props) => {
  const letters = useLetters(run);
  return stepActions(run.status, step, letters).map((action) => <Action key={action} action={action} run={run} step={step} />);
};
