/** Takes a file of evidence and shows what every check found. The log's key may be given, as its owner handed it over another way. */
import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { fileName } from '../../components/format/file-name.ts';
import { TaskPanel } from '../../components/task-panel.tsx';
import { t } from '../../copy/t.ts';
import { useTask, useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { FileVerdictView } from './file-verdict-view.tsx';

type Started = { readonly task: string; readonly name: string };

export const CheckTab = ({ path: given }: { readonly path: string | undefined }) => {
  const verify = useCommand('evidence.verify');
  const nameTask = useTasks((state) => state.name);
  const hasWorkspace = useWorkspace((state) => state.workspace !== null);
  const [logKey, setLogKey] = useState('');
  const [rerun, setRerun] = useState(true);
  const [started, setStarted] = useState<Started>();
  const task = useTask(started?.task);

  const check = async (path: string): Promise<void> => {
    setStarted(undefined);
    const key = logKey.trim();
    const answer = await verify.send({ path, rerun: hasWorkspace && rerun, ...(key === '' ? {} : { logKey: key }) });
    if (answer === undefined) return;
    const name = fileName(path);
    nameTask(answer.task, t('verifier.task', { name }), { screen: 'verifier' });
    setStarted({ task: answer.task, name });
  };
  const begun = useRef<string>(undefined);
  useEffect(() => {
    // Effects may run twice; a file that was handed over is checked once.
    if (given === undefined || begun.current === given) return;
    begun.current = given;
    void check(given);
  });

  return (
    <Stack gap="md">
      <FileDrop
        label={t('verifier.drop')}
        text={t('verifier.dropText')}
        pick={() => shell('pickOpen', { kind: 'evidence' })}
        onFile={check}
        busy={verify.busy || (started !== undefined && task?.end === undefined)}
      />
      <TextInput
        label={t('verifier.logKey')}
        description={t('verifier.logKeyText')}
        placeholder={t('verifier.logKeyPlaceholder')}
        value={logKey}
        onChange={(event) => setLogKey(event.currentTarget.value)}
        maw={760}
      />
      {hasWorkspace && (
        <Checkbox
          label={t('verifier.rerun')}
          description={t('verifier.rerunText')}
          checked={rerun}
          onChange={(event) => setRerun(event.currentTarget.checked)}
        />
      )}
      {verify.error !== undefined && <ErrorNotice error={verify.error} onClose={verify.clear} />}
      {started !== undefined && (
        <TaskPanel task={started.task} label={t('verifier.task', { name: started.name })}>
          {(answer) => 'check' in answer && <FileVerdictView verdict={answer.check} />}
        </TaskPanel>
      )}
    </Stack>
  );
};
