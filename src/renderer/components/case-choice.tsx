/** Which cases are disclosed: none unless somebody chooses them, and said what that means. */
import { Alert, TagsInput } from '@mantine/core';
import { IconUserExclamation } from '@tabler/icons-react';
import { counted, t } from '../copy/t.ts';
import { useCasesOf } from '../state/chosen-cases.ts';

type Props = { readonly run: string; readonly units: readonly string[]; readonly onChange: (units: readonly string[]) => void };

export const CaseChoice = ({ run, units, onChange }: Props) => {
  const { lookedAt, picked } = useCasesOf(run);
  return (
    <div>
      <TagsInput
        label={t('caseChoice.label')}
        description={t('caseChoice.text')}
        placeholder={units.length === 0 ? t('caseChoice.none') : ''}
        data={[...new Set([...picked, ...lookedAt])]}
        value={[...units]}
        onChange={onChange}
        maxDropdownHeight={200}
        acceptValueOnBlur
        clearable
        clearButtonProps={{ 'aria-label': t('caseChoice.clear') }}
      />
      <div role="status">
        {units.length > 0 && (
          <Alert
            variant="default"
            mt="xs"
            icon={<IconUserExclamation size={18} color="var(--mantine-color-error)" aria-hidden="true" />}
            title={counted('caseChoice.warning', units.length)}
          >
            {t('caseChoice.warningText')}
          </Alert>
        )}
      </div>
    </div>
  );
};
