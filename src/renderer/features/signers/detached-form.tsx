/** Adds a signer whose key somebody else has: a digest goes out, a signature comes back. */
import { useState } from 'react';
import { shell } from '../../api.ts';
import { FileField } from '../../components/file-field.tsx';
import { FormFrame } from '../../components/form-frame.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

export const DetachedForm = ({ onDone }: { readonly onDone: () => void }) => {
  const add = useCommand('signer.addDetached');
  const [path, setPath] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (path !== null && (await add.send({ path })) !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.form.detached')} busy={add.busy} error={add.error} onSubmit={submit}>
      <FileField
        label={t('signers.certificateFile')}
        description={t('signers.certificateFileText')}
        path={path}
        pick={() => shell('pickOpen', { kind: 'certificate' })}
        onPick={setPath}
        error={checked && path === null ? t('form.required') : undefined}
        required
      />
    </FormFrame>
  );
};
