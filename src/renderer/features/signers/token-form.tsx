/** Adds a signer whose key stays on a smart card or token. */
import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { shell } from '../../api.ts';
import { FileField } from '../../components/file-field.tsx';
import { FormFrame } from '../../components/form-frame.tsx';
import { SecretField } from '../../components/secret-field.tsx';
import { t } from '../../copy/t.ts';
import { useCommand } from '../../state/use-command.ts';

export const TokenForm = ({ onDone }: { readonly onDone: () => void }) => {
  const add = useCommand('signer.addToken');
  const [modulePath, setModulePath] = useState<string | null>(null);
  const [slot, setSlot] = useState<number>();
  const [keyId, setKeyId] = useState('');
  const [pin, setPin] = useState('');
  const [checked, setChecked] = useState(false);
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (modulePath === null || keyId.trim() === '') return;
    const added = await add.send({
      modulePath,
      keyId: keyId.trim(),
      ...(slot === undefined ? {} : { slot }),
      ...(pin === '' ? {} : { pin }),
    });
    if (added !== undefined) onDone();
  };
  return (
    <FormFrame action={t('signers.form.token')} busy={add.busy} error={add.error} onSubmit={submit}>
      <FileField
        label={t('token.module')}
        description={t('token.moduleText')}
        path={modulePath}
        pick={() => shell('pickOpen', { kind: 'token-library' })}
        onPick={setModulePath}
        error={checked && modulePath === null ? t('form.required') : undefined}
        required
      />
      <TextInput
        label={t('token.keyId')}
        description={t('token.keyIdText')}
        value={keyId}
        onChange={(event) => setKeyId(event.currentTarget.value)}
        error={checked && keyId.trim() === '' ? t('form.required') : undefined}
        withAsterisk
        aria-required
      />
      <NumberInput
        label={t('token.slot')}
        description={t('token.slotText')}
        value={slot ?? ''}
        onChange={(value) => setSlot(typeof value === 'number' ? value : undefined)}
        min={0}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        w={220}
      />
      <SecretField label={t('token.pin')} description={t('token.pinText')} value={pin} onChange={setPin} required={false} />
    </FormFrame>
  );
};
