/** How a population is evaluated: the weight of its units, and how many workers share them. */
import { NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InputTypes } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';
import { useShellInfo } from '../../state/shell-info.ts';
import { numberColumns } from './field-choices.ts';

const WORKERS_MAX = 64;

type Props = {
  /** Of the population; undefined until one is chosen. */
  readonly columns: InputTypes | undefined;
  readonly weight: string | null;
  readonly weightError: ReactNode;
  readonly onWeight: (weight: string | null) => void;
  readonly workers: number | undefined;
  readonly onWorkers: (workers: number | undefined) => void;
};

export const EvaluationOptions = ({ columns, weight, weightError, onWeight, workers, onWorkers }: Props) => {
  const processors = useShellInfo((state) => state.info?.processors ?? 1);
  return (
    <>
      <Select
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('file.clearOf', { what: t('setup.weight') }) }}
        label={t('setup.weight')}
        description={t('setup.weightText')}
        placeholder={t('setup.weightNone')}
        data={numberColumns(columns)}
        value={weight}
        onChange={onWeight}
        error={weightError}
      />
      <NumberInput
        label={t('setup.workers')}
        description={t('setup.workersText', { processors })}
        value={workers ?? ''}
        onChange={(count) => onWorkers(typeof count === 'number' ? count : undefined)}
        min={1}
        max={WORKERS_MAX}
        allowDecimal={false}
        allowNegative={false}
        hideControls
      />
    </>
  );
};
