/** Choice of a published policy, newest version of each first. */
import { Select } from '@mantine/core';
import { isolated } from '../../components/format/isolated.ts';
import { t } from '../../copy/t.ts';
import { useQuery } from '../../state/use-query.ts';
import { referenceOf } from './document-choices.ts';

type Props = {
  readonly label: string;
  readonly description?: string;
  /** `id@version`. */
  readonly value: string | null;
  readonly onChange: (reference: string | null) => void;
  readonly error?: string | undefined;
};

export const PolicySelect = ({ label, description, value, onChange, error }: Props) => {
  const policies = useQuery('document.list', { kind: 'policy' });
  const published = (policies.value ?? []).filter(({ state }) => state === 'published');
  return (
    <Select
      label={label}
      description={description}
      placeholder={published.length === 0 && !policies.loading ? t('policySelect.none') : t('policySelect.choose')}
      data={published.map((policy) => ({ value: referenceOf(policy), label: `${isolated(policy.title)} · ${referenceOf(policy)}` }))}
      value={value}
      title={value ?? ''}
      onChange={onChange}
      error={error ?? policies.error?.message}
      searchable
      withAsterisk
      aria-required
    />
  );
};
