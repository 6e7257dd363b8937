/** Cases near a limit: pairs of a value and a limit, and how near counts as near. */
import { ActionIcon, Autocomplete, Button, Group, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ProblemAt } from '../../../components/problem-at.tsx';
import { t } from '../../../copy/t.ts';
import type { FieldGroup } from '../field-choices.ts';
import { MeasurePart } from './measure-part.tsx';
import type { MeasuresForm, ThresholdChoice } from './measures-form.ts';

const THRESHOLDS_MAX = 8;

type Thresholds = MeasuresForm['thresholds'];
type Props = {
  readonly thresholds: Thresholds;
  readonly numbers: readonly FieldGroup[];
  readonly limits: readonly FieldGroup[];
  readonly problemAt: ProblemAt;
  readonly onChange: (thresholds: Thresholds) => void;
};

export const ThresholdsPart = ({ thresholds, numbers, limits, problemAt, onChange }: Props) => {
  const { rows } = thresholds;
  const setRows = (changed: readonly ThresholdChoice[]): void => onChange({ ...thresholds, rows: changed });
  const change = (key: number, changed: Partial<ThresholdChoice>): void =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...changed } : row)));
  const add = (): void => setRows([...rows, { key: Math.max(...rows.map(({ key }) => key)) + 1, value: null, limit: '', percent: '10' }]);
  return (
    <MeasurePart
      title={t('measures.threshold')}
      description={t('measures.thresholdText')}
      asked={thresholds.asked}
      onAsk={(asked) => onChange({ ...thresholds, asked })}
    >
      {rows.map(({ key, value, limit, percent }, index) => (
        <Group key={key} align="flex-start" gap="xs" wrap="nowrap">
          <Select
            flex={1}
            searchable
            label={t('measures.threshold.value', { number: index + 1 })}
            placeholder={t('measures.fieldChoose')}
            data={numbers}
            value={value}
            onChange={(chosen) => change(key, { value: chosen })}
            error={problemAt(`/nearThreshold/${index}/value`)}
            withAsterisk
            aria-required
          />
          <Autocomplete
            flex={1}
            label={t('measures.threshold.limit', { number: index + 1 })}
            placeholder={t('measures.threshold.limitText')}
            data={limits}
            value={limit}
            onChange={(chosen) => change(key, { limit: chosen })}
            error={problemAt(`/nearThreshold/${index}/limit`)}
            withAsterisk
            aria-required
          />
          <TextInput
            w={110}
            label={t('measures.threshold.percent', { number: index + 1 })}
            value={percent}
            onChange={(event) => change(key, { percent: event.currentTarget.value })}
            error={problemAt(`/nearThreshold/${index}/share`)}
          />
          <ActionIcon
            mt={20}
            size={32}
            variant="subtle"
            color="gray"
            disabled={rows.length === 1}
            aria-label={t('measures.threshold.remove', { number: index + 1 })}
            onClick={() => setRows(rows.filter((row) => row.key !== key))}
          >
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        </Group>
      ))}
      <Button variant="default" disabled={rows.length >= THRESHOLDS_MAX} onClick={add} style={{ alignSelf: 'flex-start' }}>
        {t('measures.threshold.add')}
      </Button>
    </MeasurePart>
  );
};
