/** A file chosen in the system's dialog: its path, and the button that opens the dialog. */
import { Button, Group, Input, TextInput } from '@mantine/core';
import { useId } from 'react';
import { t } from '../copy/t.ts';
import { useLatest } from '../state/use-latest.ts';

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly path: string | null;
  readonly pick: () => Promise<string | null>;
  readonly onPick: (path: string) => void;
  readonly onClear?: () => void;
  readonly error?: string | undefined;
  readonly required?: boolean;
};

export const FileField = ({ label, description, path, pick, onPick, onClear, error, required = false }: Props) => {
  const id = useId();
  const picks = useLatest(onPick);
  const choose = async (): Promise<void> => {
    const picked = await pick();
    if (picked !== null) picks.current(picked);
  };
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error} withAsterisk={required}>
      <Group gap="xs" wrap="nowrap" mt={description === undefined ? 0 : 4}>
        <TextInput
          id={id}
          flex={1}
          value={path ?? ''}
          title={path ?? ''}
          placeholder={t('file.none')}
          readOnly
          error={error !== undefined}
          aria-required={required}
        />
        <Button variant="default" aria-label={t('file.chooseOf', { what: label })} onClick={choose}>
          {t('file.choose')}
        </Button>
        {onClear !== undefined && path !== null && (
          <Button variant="subtle" color="gray" aria-label={t('file.clearOf', { what: label })} onClick={onClear}>
            {t('file.clear')}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
};
