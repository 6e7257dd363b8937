/** Sends a run a signal: its name, whom it is for, what it brings. Names that the template waits for are offered. */
import { Autocomplete, Stack, Textarea, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Json, RunView } from '../../../engine/model/index.ts';
import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import { signalNames } from '../templates/signal-names.ts';

type Draft = { readonly signal: string; readonly key: string; readonly id: string; readonly data: string };
const AT_FIRST: Draft = { signal: '', key: '', id: '', data: '' };

type Data = { readonly value: Json } | { readonly wrong: string };

/** Nothing is null; everything else is JSON. */
const dataOf = (text: string): Data => {
  if (text.trim() === '') return { value: null };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { wrong: t('schema.notJson', { reason: error instanceof Error ? error.message : '' }) };
  }
};

export const SignalAction = ({ run }: { readonly run: RunView }) => {
  const send = useCommand('run.signal');
  const [draft, setDraft] = useState(AT_FIRST);
  const [checked, setChecked] = useState(false);
  const template = useQuery('document.get', { kind: 'workflow', reference: `${run.template.id}@${run.template.version}` });
  const body = template.value?.body;
  const names = useMemo(() => (body === undefined ? [] : signalNames(JSON.parse(body))), [body]);
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const data = dataOf(draft.data);

  const confirm = async (): Promise<boolean> => {
    setChecked(true);
    if (draft.signal.trim() === '' || 'wrong' in data) return false;
    const { signal, key, id } = draft;
    const input = {
      run: run.id,
      signal: signal.trim(),
      data: data.value,
      ...(key.trim() !== '' && { key: key.trim() }),
      ...(id.trim() !== '' && { id: id.trim() }),
    };
    return (await send.send(input)) !== undefined;
  };
  return (
    <ConfirmedAction
      label={t('run.signal.label')}
      title={t('run.signal.title')}
      text={t('run.signal.text')}
      confirm={t('run.signal.confirm')}
      busy={send.busy}
      error={send.error}
      onOpen={() => {
        send.clear();
        setChecked(false);
        setDraft({ ...AT_FIRST, signal: names.length === 1 ? (names[0] ?? '') : '' });
      }}
      onConfirm={confirm}
    >
      <Stack gap="sm">
        <Autocomplete
          label={t('run.signal.name')}
          data={[...names]}
          value={draft.signal}
          onChange={(signal) => set({ signal })}
          error={checked && draft.signal.trim() === '' ? t('form.required') : undefined}
          withAsterisk
          aria-required
        />
        <TextInput
          label={t('run.signal.key')}
          description={t('run.signal.keyText')}
          value={draft.key}
          onChange={(event) => set({ key: event.currentTarget.value })}
        />
        <Textarea
          label={t('run.signal.data')}
          description={t('run.signal.dataText')}
          value={draft.data}
          onChange={(event) => set({ data: event.currentTarget.value })}
          error={checked && 'wrong' in data ? data.wrong : undefined}
          autosize
          minRows={3}
          maxRows={12}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        />
        <TextInput
          label={t('run.signal.id')}
          description={t('run.signal.idText')}
          value={draft.id}
          onChange={(event) => set({ id: event.currentTarget.value })}
        />
      </Stack>
    </ConfirmedAction>
  );
};
