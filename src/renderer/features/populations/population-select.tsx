/** Choice of a population: what an analysis is over. */
import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PopulationInfo } from '../../../engine/model/index.ts';
import { isolated } from '../../components/format/isolated.ts';
import { counted, t } from '../../copy/t.ts';
import type { Query } from '../../state/use-query.ts';

type Props = {
  readonly populations: Query<readonly PopulationInfo[]>;
  /** A population's id. */
  readonly value: string | null;
  readonly onChange: (population: string | null) => void;
  readonly error: ReactNode;
};

export const PopulationSelect = ({ populations, value, onChange, error }: Props) => (
  <Select
    searchable
    label={t('setup.population')}
    placeholder={populations.value?.length === 0 ? t('setup.populationNone') : t('setup.populationChoose')}
    data={(populations.value ?? []).map(({ id, name, units }) => ({
      value: id,
      label: `${isolated(name)} · ${counted('count.units', units)}`,
    }))}
    value={value}
    onChange={onChange}
    error={error ?? populations.error?.message}
    withAsterisk
    aria-required
  />
);
