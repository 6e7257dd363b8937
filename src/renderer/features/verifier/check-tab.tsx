/** Takes a file of evidence and shows what every check found. Keys of its log and of witnesses may be given, as they were handed over another way. */
import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { shell } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { fileName } from '../../components/format/file-name.ts';
import { TaskPanel } from '../../components/task-panel.tsx';
import { t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useTask, useTasks } from '../../state/tasks.ts';
import { useCommand } from '../../state/use-command.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { FileVerdictView } from './file-verdict-view.tsx';

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const keysIn = (logKey: string, witnessKeys: string): string => JSON.stringify([logKey.trim(), ...linesOf(witnessKeys)]);

type Props = {
  /** Handed over by another screen, to be checked at once. */
  readonly path: string | undefined;
  /** A check that was started before. */
  readonly shown: string | undefined;
};

export const CheckTab = ({ path: given, shown }: Props) => {
  const verify = useCommand('evidence.verify');
  const nameTask = useTasks((state) => state.name);
  const replace = useNavigation((state) => state.replace);
  const hasWorkspace = useWorkspace((state) => state.workspace !== null);
  const [logKey, setLogKey] = useState('');
  const [rerun, setRerun] = useState(true);
  const [witnessKeys, setWitnessKeys] = useState('');
  /** The file that was checked last, and with which keys. */
  const [last, setLast] = useState<{ readonly path: string; readonly keys: string }>();
  const task = useTask(shown);

  const check = async (path: string): Promise<void> => {
    const key = logKey.trim();
    const keys = keysIn(logKey, witnessKeys);
    const answer = await verify.send({
      path,
      rerun: hasWorkspace && rerun,
      ...(key === '' ? {} : { logKey: key }),
      witnessKeys: [...linesOf(witnessKeys)],
    });
    setLast({ path, keys });
    if (answer === undefined) return;
    const place = { screen: 'verifier', task: answer.task } as const;
    nameTask(answer.task, t('verifier.task', { name: fileName(path) }), place);
    replace(given === undefined ? place : { ...place, path: given });
  };
  const begun = useRef<string>(undefined);
  useEffect(() => {
    // Effects may run twice; a file that was handed over is checked once.
    if (given === undefined || shown !== undefined || begun.current === given) return;
    begun.current = given;
    void check(given);
  });

  const busy = verify.busy || (task !== undefined && task.end === undefined);
  return (
    <Stack gap="md">
      <FileDrop
        label={t('verifier.drop')}
        text={t('verifier.dropText')}
        pick={() => shell('pickOpen', { kind: 'evidence' })}
        onFile={check}
        busy={busy}
      />
      <TextInput
        label={t('verifier.logKey')}
        description={t('verifier.logKeyText')}
        placeholder={t('verifier.logKeyPlaceholder')}
        value={logKey}
        onChange={(event) => setLogKey(event.currentTarget.value)}
        maw={760}
      />
      <Group align="flex-end" gap="sm">
        <Textarea
          label={t('verifier.witnessKeys')}
          description={t('verifier.witnessKeysText')}
          placeholder={t('verifier.logKeyPlaceholder')}
          value={witnessKeys}
          onChange={(event) => setWitnessKeys(event.currentTarget.value)}
          autosize
          minRows={1}
          maxRows={6}
          maw={760}
          flex={1}
        />
        {last !== undefined && last.keys !== keysIn(logKey, witnessKeys) && (
          <Button variant="default" disabled={busy} onClick={() => check(last.path)}>
            {t('verifier.again')}
          </Button>
        )}
      </Group>
      {hasWorkspace && (
        <Checkbox
          label={t('verifier.rerun')}
          description={t('verifier.rerunText')}
          checked={rerun}
          onChange={(event) => setRerun(event.currentTarget.checked)}
        />
      )}
      {verify.error !== undefined && <ErrorNotice error={verify.error} onClose={verify.clear} />}
      {shown !== undefined && (
        <TaskPanel key={shown} task={shown} label={task?.title ?? t('verifier.title')}>
          {(answer) => 'check' in answer && <FileVerdictView verdict={answer.check} />}
        </TaskPanel>
      )}
    </Stack>
  );
};
