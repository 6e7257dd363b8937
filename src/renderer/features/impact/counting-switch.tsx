/** Switch between figures in which each unit counts once and weighted ones. */
import { SegmentedControl } from '@mantine/core';
import { t } from '../../copy/t.ts';

type Props = {
  /** The column that units are weighted by. */
  readonly weight: string;
  readonly weighted: boolean;
  readonly onChange: (weighted: boolean) => void;
};

export const CountingSwitch = ({ weight, weighted, onChange }: Props) => (
  <SegmentedControl
    aria-label={t('groups.counting')}
    data={[
      { value: 'plain', label: t('allFigures.plain') },
      { value: 'weighted', label: t('allFigures.weighted', { weight }) },
    ]}
    value={weighted ? 'weighted' : 'plain'}
    onChange={(value) => onChange(value === 'weighted')}
  />
);
