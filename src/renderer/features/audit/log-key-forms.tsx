/** Forms that write the log's private key under a passphrase, and take it in on another machine. */
import { useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import { shell } from '../../api.ts';
import { FileField } from '../../components/file-field.tsx';
import { FormFrame } from '../../components/form-frame.tsx';
import { KeyFileFields, NO_KEY_FILE } from '../../components/key-file-fields.tsx';
import { NewPassphrase } from '../../components/new-passphrase.tsx';
import { isSoundPassphrase, NO_PASSPHRASE, passphraseFaults } from '../../components/passphrase-draft.ts';
import { WrittenKey } from '../../components/written-key.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

export const ExportLogKey = () => {
  const exporting = useCommand('logKey.export');
  const [draft, setDraft] = useState(NO_PASSPHRASE);
  const [outPath, setOutPath] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const [written, setWritten] = useState<AnswerOf<'logKey.export'>>();
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (outPath === null || !isSoundPassphrase(draft)) return;
    setWritten(await exporting.send({ outPath, passphrase: draft.passphrase }));
  };
  if (written !== undefined) return <WrittenKey text={t('logKey.exported')} file={written} />;
  return (
    <FormFrame action={t('logKey.export')} busy={exporting.busy} error={exporting.error} onSubmit={submit}>
      <NewPassphrase
        label={t('passphrase.ofFile')}
        description={t('passphrase.ofFileText')}
        draft={draft}
        onChange={setDraft}
        faults={checked ? passphraseFaults(draft) : {}}
      />
      <FileField
        label={t('written.path')}
        path={outPath}
        pick={() => shell('pickSave', { kind: 'key', suggestedName: t('logKey.fileName') })}
        onPick={setOutPath}
        error={checked && outPath === null ? t('form.required') : undefined}
        required
      />
    </FormFrame>
  );
};

export const ImportLogKey = ({ onDone }: { readonly onDone: () => void }) => {
  const importing = useCommand('logKey.import');
  const [draft, setDraft] = useState(NO_KEY_FILE);
  const [checked, setChecked] = useState(false);
  const submit = async (): Promise<void> => {
    setChecked(true);
    const { path, passphrase } = draft;
    if (path === null || passphrase === '') return;
    if ((await importing.send({ path, passphrase })) !== undefined) onDone();
  };
  return (
    <FormFrame action={t('logKey.import')} busy={importing.busy} error={importing.error} onSubmit={submit}>
      <KeyFileFields draft={draft} onChange={setDraft} checked={checked} />
    </FormFrame>
  );
};
