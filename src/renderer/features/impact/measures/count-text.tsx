/** How many cases, and below it what they weigh where there is a weight. */
import { Text } from '@mantine/core';
import type { Count } from '../../../../engine/model/index.ts';
import { exactText } from '../../../components/format/exact-text.ts';
import { wholeNumber } from '../../../components/format/whole-number.ts';
import { t } from '../../../copy/t.ts';

export const CountText = ({ units, weight }: Count) => (
  <>
    {wholeNumber(units)}
    {weight !== undefined && (
      <Text span display="block" size="xs" c="dimmed" title={t('amount.exact', { exact: weight })}>
        {t('measure.weighted', { weight: exactText(weight) })}
      </Text>
    )}
  </>
);
